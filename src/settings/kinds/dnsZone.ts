import { refuse, type Kind } from "./kind";

const LABEL = "[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?";

/** A DNS zone, given back in lower case and with its final dot, as Designate writes it. */
export const dnsZone: Kind<string> = {
  allowed: "the name of a zone, such as hubs.example.org.",
  parse: (text) =>
    new RegExp(`^(${LABEL}\\.)+${LABEL}\\.?$`, "i").test(text)
      ? `${text.toLowerCase().replace(/\.$/, "")}.`
      : refuse(text),
};
