import { matching } from "../kinds/kind";
import { integer, positive } from "../kinds/numbers";
import { password } from "../kinds/password";
import { defaulted, required, type Group } from "./setting";

export const hub = {
  title: "Hub",
  settings: {
    adminUser: defaulted(
      "adminUser",
      matching(/^[a-z][a-z0-9_-]{0,30}$/, "a lower case letter, then lower case letters, digits, _ or -, 31 at most"),
      {
        description: "Name of the administrator.",
        value: "admin",
        example: "marie",
        effect:
          "the new one is made an administrator, the old one stays one until you change that in the hub; the hub process restarts",
      },
    ),
    adminPassword: required("adminPassword", password, {
      description: "The administrator's password.",
      secret: "typed",
      effect: "the password changes; an unchanged setting never undoes a change made in the hub",
    }),
    memoryLimit: defaulted(
      "userMemoryLimit",
      matching(/^[1-9]\d*[KMGT]?$/, "bytes, or a number with K, M, G or T, such as 2G"),
      {
        description: "Memory of each user's server.",
        value: "2G",
        example: "512M",
        effect: "the hub process restarts; servers that run keep their limit until they are started again",
      },
    ),
    cpuLimit: defaulted("userCpuLimit", positive("CPUs"), {
      description: "CPUs of each user's server.",
      value: 2,
      example: 0.5,
      effect: "the hub process restarts; servers that run keep their limit until they are started again",
    }),
    cullTimeout: defaulted("cullTimeout", integer("seconds", 0), {
      description: "How long a user's server may be idle until it is stopped. 0: for ever.",
      value: 3600,
      example: 7200,
      effect: "the hub process restarts",
    }),
    cullEvery: defaulted("cullEvery", integer("seconds", 1), {
      description: "Time between two looks for idle servers.",
      value: 60,
      example: 300,
      effect: "the hub process restarts",
    }),
    spawnTimeout: defaulted("spawnTimeout", integer("seconds", 10), {
      description: "How long a user's server may take to start.",
      value: 120,
      example: 300,
      effect: "the hub process restarts",
    }),
  },
} satisfies Group;
