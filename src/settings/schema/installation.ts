import { noProxyEntry } from "../kinds/addresses";
import { list } from "../kinds/list";
import { mirrorUrl, proxyUrl } from "../kinds/urls";
import { HUB_RESTARTS, IN_PLACE, saying } from "./effects";
import { defaulted, optional, type Group } from "./setting";

const SERVER = saying(IN_PLACE, "for what is installed from then on");
const EVERYBODY = saying(
  HUB_RESTARTS,
  "for what is installed from then on; users' servers have it when they are started again",
);

export const installation = {
  title: "Installation",
  settings: {
    httpProxy: optional("httpProxy", proxyUrl, {
      description: "The proxy through which the server, and the users on it, reach the web.",
      unset: "directly",
      example: "http://proxy.example.org:3128",
      effect: EVERYBODY,
    }),
    noProxy: defaulted("noProxy", list(noProxyEntry), {
      description: "What is reached without the proxy: names, domains, addresses, ranges. The server itself always is.",
      value: [],
      example: [".example.org", "192.0.2.0/24"],
      effect: EVERYBODY,
    }),
    aptMirror: optional("aptMirror", mirrorUrl("https://mirror.example.org/debian"), {
      description: "A mirror of the distribution's archive, in place of what the image names.",
      unset: "the image's own",
      example: "https://mirror.example.org/debian",
      effect: SERVER,
    }),
    aptSecurityMirror: optional("aptSecurityMirror", mirrorUrl("https://mirror.example.org/debian-security"), {
      description: "A mirror of the distribution's security archive.",
      unset: "with aptMirror: for Debian that with -security at its end, for Ubuntu the same one; else the image's own",
      example: "https://mirror.example.org/debian-security",
      effect: SERVER,
    }),
    pypiIndex: optional("pypiIndex", mirrorUrl("https://mirror.example.org/simple"), {
      description: "A package index that speaks PyPI's simple API, for the server and for its users.",
      unset: "PyPI",
      example: "https://mirror.example.org/simple",
      effect: EVERYBODY,
    }),
  },
} satisfies Group;
