import { deepCheckSchedule } from "../kinds/health";
import { IN_PLACE } from "./effects";
import { defaulted, type Group } from "./setting";

export const health = {
  title: "Health",
  settings: {
    deepCheck: defaulted("deepCheck", deepCheckSchedule, {
      description:
        "When the server tries itself as a user would: a server, a kernel, a cell. `npm run status` tells how it went. See docs/health.md.",
      value: "04:30",
      example: "Mon..Fri 05:15",
      effect: IN_PLACE,
    }),
  },
} satisfies Group;
