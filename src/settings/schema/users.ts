import { list } from "../kinds/list";
import { mapping } from "../kinds/mapping";
import { password } from "../kinds/password";
import { groupName, userName } from "../kinds/people";
import { HUB_RESTARTS, saying } from "./effects";
import { defaulted, required, type Group } from "./setting";

const SESSION_ENDS = "the session is lost within five minutes, and a running server goes on until it is idle";

export const users = {
  title: "Who gets in",
  settings: {
    adminUser: defaulted("adminUser", userName, {
      description: "Name of the administrator whose account is there from the start. Nobody can sign up under it.",
      value: "admin",
      example: "marie",
      effect: saying(HUB_RESTARTS, "the new one is made an administrator, the old one is none any more"),
    }),
    adminPassword: required("adminPassword", password, {
      description: "The administrator's password.",
      secret: "typed",
      effect: saying(HUB_RESTARTS, "an unchanged setting never undoes a change made in the hub"),
    }),
    adminUsers: defaulted("adminUsers", list(userName), {
      description:
        "More administrators. They sign up like everybody, and an administrator lets them in: a name on this list opens no door by itself.",
      value: [],
      example: ["marie", "jean"],
      effect: saying(HUB_RESTARTS, "who is taken off is no administrator any more"),
    }),
    allowedUsers: defaulted("allowedUsers", list(userName), {
      description:
        "The only users who may log in, besides the administrators; an administrator still has to let each of them in. Empty: everybody whom an administrator lets in.",
      value: [],
      example: ["ada", "grace"],
      effect: saying(HUB_RESTARTS, `who is taken off cannot log in any more; ${SESSION_ENDS}`),
    }),
    bannedUsers: defaulted("bannedUsers", list(userName), {
      description: "Users who may not log in. Their homes stay.",
      value: [],
      example: ["mallory"],
      effect: saying(HUB_RESTARTS, SESSION_ENDS),
    }),
    groups: defaulted("groups", mapping(groupName, list(userName)), {
      description: "Groups of users, which groupLimits and the hub's own pages know.",
      value: {},
      example: { teachers: ["marie", "jean"] },
      effect: saying(
        HUB_RESTARTS,
        "members come and go with the list; groups that were made in the hub are left alone",
      ),
    }),
  },
} satisfies Group;
