import { isIPv4, isIPv6 } from "node:net";
import { matching, refuse, type Kind } from "./kind";

const PLACEHOLDER = "{username}";
const HOST = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i;

/** Where an LDAP directory is; given back without final slash. */
export const directoryUrl: Kind<string> = {
  allowed: "ldaps://host, or ldap://host, which is encrypted by StartTLS; a port after it if it is not the usual one",
  parse(text) {
    const url = URL.canParse(text) ? new URL(text) : refuse(text);
    const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
    const isHost = isIPv4(host) || isIPv6(host) || HOST.test(host);
    const plain = `${url.protocol}//${url.host}`;
    if (!["ldap:", "ldaps:"].includes(url.protocol) || !isHost || url.port === "0") {
      refuse(text);
    }
    return text.replace(/\/$/, "").toLowerCase() === plain.toLowerCase() ? plain : refuse(text);
  },
};

// A brace would pass for a placeholder.
const PART = String.raw`\s*[A-Za-z][\w-]*\s*=(\\.|[^,\\{}\p{Cc}])+`;
const DN = new RegExp(`^${PART}(,${PART})*$`, "u");

/** The name of an entry of a directory, or of a place in it. */
export const distinguishedName = matching(DN, "a distinguished name such as ou=people,dc=example,dc=org");

/** Somebody's entry by the name in the hub. */
export const personsName: Kind<string> = {
  allowed: `a distinguished name with ${PLACEHOLDER} in the place of the name, such as uid=${PLACEHOLDER},ou=people,dc=example,dc=org`,
  parse(text) {
    if (!text.includes(PLACEHOLDER)) {
      refuse(text, `has no ${PLACEHOLDER}, so all people would be the same`);
    }
    return DN.test(text.replaceAll(PLACEHOLDER, "name")) ? text : refuse(text);
  },
};

/** The name of an attribute. */
export const attributeName = matching(/^[A-Za-z][A-Za-z0-9-]*$/, "the name of an attribute, such as uid");
