import { fields, mapping } from "../kinds/mapping";
import { integer } from "../kinds/numbers";
import { cpus, diskSpace, memory, userName } from "../kinds/people";
import { hubGroup } from "../kinds/providers";
import { HUB_RESTARTS, saying } from "./effects";
import { defaulted, optional, type Group } from "./setting";

const AT_NEXT_START = "servers that run keep their limit until they are started again";
const NEXT_START = saying(HUB_RESTARTS, AT_NEXT_START);
const AT_ONCE = "disk limits hold at once, for running servers too";

const limits = fields({ memory, cpu: cpus, disk: diskSpace });

export const limitSettings = {
  title: "Limits",
  settings: {
    memoryLimit: defaulted("userMemoryLimit", memory, {
      description: "Memory of each user's server.",
      value: "2G",
      example: "512M",
      effect: NEXT_START,
    }),
    cpuLimit: defaulted("userCpuLimit", cpus, {
      description: "CPUs of each user's server.",
      value: 2,
      example: 0.5,
      effect: NEXT_START,
    }),
    diskLimit: optional("userDiskLimit", diskSpace, {
      description: "What each user's files on the data volume may take, in the home and elsewhere.",
      unset: "no limit but the volume's size",
      example: "5G",
      effect: saying(HUB_RESTARTS, AT_ONCE),
    }),
    groupLimits: defaulted("groupLimits", mapping(hubGroup, limits), {
      description:
        "Other limits for the members of a group, in place of userMemoryLimit, userCpuLimit and userDiskLimit. Who is in several groups has the largest of each.",
      value: {},
      example: { teachers: { memory: "8G", cpu: 4, disk: "20G" } },
      effect: saying(HUB_RESTARTS, `${AT_NEXT_START}; ${AT_ONCE}`),
    }),
    userLimits: defaulted("userLimits", mapping(userName, limits), {
      description: "Other limits for one user, whatever the groups.",
      value: {},
      example: { marie: { memory: "16G" } },
      effect: saying(HUB_RESTARTS, `${AT_NEXT_START}; ${AT_ONCE}`),
    }),
    maxServers: defaulted("maxServers", integer("servers", 0), {
      description: "How many users' servers may run at the same time; the next user is asked to wait. 0: no limit.",
      value: 0,
      example: 20,
      effect: HUB_RESTARTS,
    }),
    cullTimeout: defaulted("cullTimeout", integer("seconds", 0), {
      description: "How long a user's server may be idle until it is stopped. 0: for ever.",
      value: 3600,
      example: 7200,
      effect: HUB_RESTARTS,
    }),
    cullEvery: defaulted("cullEvery", integer("seconds", 1), {
      description: "Time between two looks for idle servers.",
      value: 60,
      example: 300,
      effect: HUB_RESTARTS,
    }),
    cullMaxAge: defaulted("cullMaxAge", integer("seconds", 0), {
      description: "How old a user's server may get until it is stopped, idle or not. 0: for ever.",
      value: 0,
      example: 86400,
      effect: HUB_RESTARTS,
    }),
    spawnTimeout: defaulted("spawnTimeout", integer("seconds", 10), {
      description:
        "How long a user's server may take to start. The time in which it waits for its turn does not count.",
      value: 120,
      example: 300,
      effect: HUB_RESTARTS,
    }),
  },
} satisfies Group;
