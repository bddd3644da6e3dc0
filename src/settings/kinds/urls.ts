import { refuse, type Kind } from "./kind";

/** A URL of one of the schemes, or a refusal. Credentials are refused, since user data and the stack file would show them. */
function parseUrl(text: string, schemes = "https?"): URL {
  if (text.includes("@")) {
    refuse(text, "holds a user name or a password, which everyone on the server could read");
  }
  const url = URL.canParse(text) ? new URL(text) : refuse(text);
  // Characters that mean something to Caddy, to apt or to a shell have no place in an address.
  if (!new RegExp(`^${schemes}://[\\w:/.[\\]~+-]+$`).test(text)) {
    refuse(text);
  }
  return url;
}

const PLACEHOLDERS = { "{address}": "192-0-2-7", "{name}": "jupyterhub" };

/** The pattern of an https URL without path; its placeholders stay in it. */
export const publicUrl: Kind<string> = {
  allowed:
    'an https URL without path; {address} stands for the server\'s address with "-" for each "." and ":", {name} for the setting name',
  parse(text) {
    const unknown = (text.match(/\{[^}]*\}?/g) ?? []).filter((part) => !(part in PLACEHOLDERS));
    if (unknown.length > 0) {
      refuse(text, `has ${unknown.join(", ")}, which is no placeholder`);
    }
    const sample = Object.entries(PLACEHOLDERS).reduce((url, [name, value]) => url.replaceAll(name, value), text);
    return parseUrl(sample, "https").pathname === "/" ? text.replace(/\/$/, "") : refuse(text);
  },
};

/** The URL of a proxy: host and port only. */
export const proxyUrl: Kind<string> = {
  allowed: "the URL of a proxy without user name and password, such as http://proxy.example.org:3128",
  parse: (text) => (parseUrl(text).pathname === "/" ? text.replace(/\/$/, "") : refuse(text)),
};

/** The https URL of a service. */
export function serviceUrl(example: string): Kind<string> {
  return {
    allowed: `an https URL without user name, password and query, such as ${example}`,
    parse: (text) => parseUrl(text, "https").href,
  };
}

/** The URL of an archive or an index; given back without final slash. */
export function mirrorUrl(example: string): Kind<string> {
  return {
    allowed: `an http or https URL without user name, password and query, such as ${example}`,
    parse(text) {
      parseUrl(text);
      return text.replace(/\/+$/, "");
    },
  };
}

/** The https URL of a provider of accounts; given back without final slash. */
export function providerUrl(example: string): Kind<string> {
  return {
    allowed: `an https URL without query, such as ${example}`,
    parse(text) {
      parseUrl(text, "https");
      return text.replace(/\/+$/, "");
    },
  };
}
