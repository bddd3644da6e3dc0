import { certificateChain, certificateKey } from "../kinds/certificates";
import { dnsZone } from "../kinds/dnsZone";
import { choice } from "../kinds/kind";
import { publicUrl } from "../kinds/urls";
import { defaulted, optional, type Group } from "./setting";

/** Who ends TLS: the server by its own authority or with a given certificate, or the cloud's proxy in front of it. */
export type Tls = "internal" | "files" | "upstream";

/** What the hub's pages are in: a language, or the one that each visitor's browser asks for. */
export type Language = "auto" | "en" | "fr";

export const web = {
  title: "Web",
  settings: {
    tls: defaulted("tls", choice<Tls>("internal", "files", "upstream"), {
      description:
        "Who ends HTTPS: the server, with an authority of its own (internal) or with your certificate (files); or the cloud's HTTPS proxy in front of it, which then reaches it by plain HTTP (upstream).",
      value: "internal",
      example: "upstream",
      effect: "in place; hub and web server restart, users' servers go on",
    }),
    publicUrl: optional("publicUrl", publicUrl, {
      description:
        'Where people reach the hub. {address} stands for the server\'s address with "-" for each "." and ":", {name} for the setting name. tls upstream needs it.',
      unset: "https://ADDRESS/; with dnsZone https://NAME.ZONE/",
      example: "https://{name}-{address}.hubs.example.org",
      effect: "in place; hub and web server restart, users' servers go on",
    }),
    tlsCertificate: optional("tlsCertificate", certificateChain, {
      description: "With tls files: the certificate for the name in publicUrl, and its chain.",
      unset: "tls files needs one",
      example: "hub.example.org.pem",
      effect: "in place; the web server restarts, users' servers go on",
    }),
    tlsPrivateKey: optional("tlsPrivateKey", certificateKey, {
      description: "With tls files: the certificate's private key. It goes to the server over SSH only.",
      unset: "tls files needs one",
      secret: "file",
      effect: "in place; the web server restarts, users' servers go on",
    }),
    dnsZone: optional("dnsZone", dnsZone, {
      description:
        "A zone of the cloud's DNS service (Designate): the hub's name is recorded in it, A and AAAA, and removed by destroy. The name is publicUrl's.",
      unset: "nothing is recorded",
      example: "hubs.example.org.",
      effect: "in place; hub and web server restart, users' servers go on",
    }),
    language: defaulted("language", choice<Language>("auto", "en", "fr"), {
      description:
        "The language of the hub's pages: the one that a visitor's browser asks for (auto), English (en) or French (fr). With fr, JupyterLab starts in French too; each user may choose another there.",
      value: "auto",
      example: "fr",
      effect: "in place; the hub process restarts, JupyterLab follows when a user's server is started again",
    }),
  },
} satisfies Group;
