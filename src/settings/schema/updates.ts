import { boolean } from "../kinds/kind";
import { rebootWindow } from "../kinds/rebootWindow";
import { IN_PLACE, saying } from "./effects";
import { defaulted, optional, type Group } from "./setting";

export const updates = {
  title: "Updates",
  settings: {
    security: defaulted("securityUpdates", boolean, {
      description:
        "Whether the distribution's security updates are installed each night, between 03:30 and 04:00 UTC. With false it is as the image has it. See docs/updates.md.",
      value: true,
      example: false,
      effect: saying(IN_PLACE, "from the next night on"),
    }),
    rebootWindow: optional("rebootWindow", rebootWindow, {
      description:
        "When the server may restart for an update that needs it, in UTC. A restart is announced 12 hours before it or more; it ends users' servers.",
      unset: "it never restarts by itself; `npm run status` says when it should",
      example: "Sun 04:00-05:00",
      effect: IN_PLACE,
    }),
  },
} satisfies Group;
