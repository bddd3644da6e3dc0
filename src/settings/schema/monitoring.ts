import { boolean } from "../kinds/kind";
import { HUB_RESTARTS, saying } from "./effects";
import { defaulted, type Group } from "./setting";

export const monitoring = {
  title: "Monitoring",
  settings: {
    enabled: defaulted("monitoring", boolean, {
      description:
        "Whether administrators see at /hub/monitoring how the hub goes: users, memory, processors, disks, starts of servers, for 30 days. By Prometheus, on the server. See docs/monitoring.md.",
      value: true,
      example: false,
      effect: saying(HUB_RESTARTS, "where it is off nothing of it runs, and the figures stay"),
    }),
  },
} satisfies Group;
