import { emailAddress } from "./emailAddress";
import { matching, refuse, type Kind } from "./kind";
import { fields } from "./mapping";

/** A text for all, or one for each language; at least one of them is there. */
export type Announcement = string | { readonly en?: string; readonly fr?: string };

const LINES = 20;
const CHARACTERS = 2000;
const LONGEST_URL = 300;

/** A text of several lines. */
const plainText: Kind<string> = {
  allowed: `a text of at most ${String(LINES)} lines and ${String(CHARACTERS)} characters`,
  parse(given) {
    const text = given.replaceAll("\r\n", "\n");
    const lines = text.split("\n").length;
    const control = /(?!\n)\p{Cc}/u.exec(text)?.[0].charCodeAt(0);
    if (text === "" || text === "null") {
      refuse(text, "is empty");
    }
    if (isStructure(text)) {
      refuse(text);
    }
    if (control !== undefined) {
      refuse(text, `has the control character U+${control.toString(16).toUpperCase().padStart(4, "0")}`);
    }
    if (lines > LINES || text.length > CHARACTERS) {
      refuse(text, `has ${String(lines)} lines and ${String(text.length)} characters`);
    }
    return text;
  },
};

const inLanguages = fields({ en: plainText, fr: plainText });

/** What is announced to people. */
export const announcement: Kind<Announcement> = {
  allowed: `${plainText.allowed}; or a mapping with such texts under en and fr`,
  mayNest: true,
  parse(text) {
    if (!isStructure(text)) {
      return plainText.parse(text);
    }
    const texts = inLanguages.parse(text);
    return Object.keys(texts).length === 0 ? refuse(text, "has a text in no language") : texts;
  },
};

/** Whom people ask. */
export const contact: Kind<string> = {
  allowed: "an e-mail address such as hub@example.org, or an https URL such as https://support.example.org/hub",
  parse: (text) => (text.includes("://") ? page(text) : emailAddress.parse(text)),
};

/** What a hub is called. */
export const hubTitle = matching(/^[^\p{Cc}]{1,60}$/u, "a name of one line and at most 60 characters");

function page(text: string): string {
  if (!/^https:\/\/[^\s\p{Cc}"'<>\\]+$/u.test(text) || !URL.canParse(text) || text.length > LONGEST_URL) {
    refuse(text);
  }
  const { username, password } = new URL(text);
  return username + password === "" ? text : refuse(text, "holds a user name or a password, which everybody would see");
}

/** Whether it is a list or a mapping as Pulumi writes them. */
function isStructure(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null;
  } catch {
    return false;
  }
}
