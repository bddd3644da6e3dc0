import { noProxyEntry } from "../kinds/addresses";
import { list } from "../kinds/list";
import { mirrorUrl, proxyUrl } from "../kinds/urls";
import { defaulted, optional, type Group } from "./setting";

const EFFECT =
  "in place, for what is installed from then on; hub and web server restart where needed, users' servers go on";

export const installation = {
  title: "Installation",
  settings: {
    httpProxy: optional("httpProxy", proxyUrl, {
      description: "The proxy through which the server reaches package archives.",
      unset: "the server reaches them itself",
      example: "http://proxy.example.org:3128",
      effect: EFFECT,
    }),
    noProxy: defaulted("noProxy", list(noProxyEntry), {
      description: "What is reached without the proxy.",
      value: [],
      example: [".example.org", "192.0.2.0/24"],
      effect: EFFECT,
    }),
    aptMirror: optional("aptMirror", mirrorUrl("https://mirror.example.org/debian"), {
      description: "A mirror of the distribution's main archive.",
      unset: "the image's own",
      example: "https://mirror.example.org/debian",
      effect: EFFECT,
    }),
    aptSecurityMirror: optional("aptSecurityMirror", mirrorUrl("https://mirror.example.org/debian-security"), {
      description: "A mirror of the distribution's security archive.",
      unset: "the image's own",
      example: "https://mirror.example.org/debian-security",
      effect: EFFECT,
    }),
    pypiIndex: optional("pypiIndex", mirrorUrl("https://mirror.example.org/simple"), {
      description: "A package index that speaks PyPI's simple API.",
      unset: "PyPI",
      example: "https://mirror.example.org/simple",
      effect: EFFECT,
    }),
  },
} satisfies Group;
