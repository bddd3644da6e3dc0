import { certificateChain, certificateKey } from "../kinds/certificates";
import { dnsZone } from "../kinds/dnsZone";
import { choice } from "../kinds/kind";
import { also, HUB_RESTARTS, saying, WEB_SERVER_RESTARTS } from "./effects";
import { emailAddress } from "../kinds/emailAddress";
import { publicUrl, serviceUrl } from "../kinds/urls";
import { defaulted, optional, type Group } from "./setting";

/** Who ends TLS: the server by its own authority, with a given certificate or an ACME server's, or the cloud's proxy. */
export type Tls = "internal" | "files" | "acme" | "upstream";

/** What the hub's pages are in: a language, or the one that each visitor's browser asks for. */
export type Language = "auto" | "en" | "fr";

export const web = {
  title: "Web",
  settings: {
    tls: defaulted("tls", choice<Tls>("internal", "files", "acme", "upstream"), {
      description:
        "Who ends HTTPS: the server, with an authority of its own (internal), with your certificate (files) or with one that it gets and renews by itself (acme, for a name); or the cloud's HTTPS proxy in front of it, which then reaches it by plain HTTP (upstream).",
      value: "internal",
      example: "acme",
      effect: also(WEB_SERVER_RESTARTS, "hub", "tls upstream"),
    }),
    publicUrl: optional("publicUrl", publicUrl, {
      description:
        'Where people reach the hub. {address} stands for the server\'s address with "-" for each "." and ":", {name} for the setting name. tls upstream needs it.',
      unset: "https://ADDRESS/; with dnsZone https://NAME.ZONE/",
      example: "https://{name}-{address}.hubs.example.org",
      effect: also(WEB_SERVER_RESTARTS, "hub", "tls upstream", "a provider of accounts"),
    }),
    tlsCertificate: optional("tlsCertificate", certificateChain, {
      description: "With tls files: the certificate for the name in publicUrl, and its chain.",
      unset: "tls files needs one",
      example: "hub.example.org.pem",
      effect: WEB_SERVER_RESTARTS,
    }),
    tlsPrivateKey: optional("tlsPrivateKey", certificateKey, {
      description: "With tls files: the certificate's private key. It goes to the server over SSH only.",
      unset: "tls files needs one",
      secret: "file",
      effect: WEB_SERVER_RESTARTS,
    }),
    acmeServer: defaulted("acmeServer", serviceUrl("https://acme.example.org/directory"), {
      description:
        "With tls acme: the ACME server's directory; Let's Encrypt by default. If its own certificate is signed by a private authority, name that in caCertificates.",
      value: "https://acme-v02.api.letsencrypt.org/directory",
      example: "https://acme.example.org/directory",
      effect: WEB_SERVER_RESTARTS,
    }),
    acmeEmail: optional("acmeEmail", emailAddress, {
      description: "With tls acme: where the ACME server may write to about the certificate.",
      unset: "no address is given to it",
      example: "hub@example.org",
      effect: WEB_SERVER_RESTARTS,
    }),
    dnsZone: optional("dnsZone", dnsZone, {
      description:
        "A zone of the cloud's DNS service (Designate): the hub's name is recorded in it, A and AAAA, and removed by destroy. The name is publicUrl's.",
      unset: "nothing is recorded",
      example: "hubs.example.org.",
      effect: also(WEB_SERVER_RESTARTS, "hub", "a provider of accounts"),
    }),
    language: defaulted("language", choice<Language>("auto", "en", "fr"), {
      description:
        "The language of the hub's pages: the one that a visitor's browser asks for (auto), English (en) or French (fr). With fr, JupyterLab starts in French too; each user may choose another there.",
      value: "auto",
      example: "fr",
      effect: saying(HUB_RESTARTS, "JupyterLab follows when a user's server is started again"),
    }),
  },
} satisfies Group;
