import { refuse, type Kind } from "./kind";

/** An https URL, or a refusal. Credentials are refused, since user data and the stack file would show them. */
function parseHttpsUrl(text: string): URL {
  if (text.includes("@")) {
    refuse(text, "holds a user name or a password, which everyone on the server could read");
  }
  const url = URL.canParse(text) ? new URL(text) : refuse(text);
  // Characters that mean something to Caddy or to a shell have no place in an address.
  if (!/^https:\/\/[\w:/.[\]~+-]+$/.test(text)) {
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
    return parseHttpsUrl(sample).pathname === "/" ? text.replace(/\/$/, "") : refuse(text);
  },
};
