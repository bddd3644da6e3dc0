import { closest, distance } from "fastest-levenshtein";
import { matching, refuse, type Kind } from "./kind";

/** A package of the distribution. A final "-" would tell apt to remove it. */
export const aptPackage: Kind<string> = {
  allowed: "the name of a package of the distribution, such as samtools: lower case letters, digits, + . and -",
  parse(text) {
    if (/^[^=/:]+[=/:]/.test(text)) {
      refuse(text, `is "${text}", and the distribution alone decides the version and the architecture`);
    }
    return /^[a-z0-9][a-z0-9+.-]*[a-z0-9+.]$/.test(text) ? text : refuse(text);
  },
};

/** A package of CRAN or Bioconductor, as R's library() has it. */
export const rPackage: Kind<string> = {
  allowed: "the name of a package as library() in R has it, such as ggplot2: letters, digits and .",
  parse(text) {
    if (/^r-(cran|bioc)-/.test(text)) {
      refuse(text, `is "${text}", the distribution's own name: give R's, or put it into aptPackages`);
    }
    return /^[A-Za-z][A-Za-z0-9.]*[A-Za-z0-9]$/.test(text) ? text : refuse(text);
  },
};

/** A language and a country, in UTF-8. */
export const locale = matching(
  /^(C|[a-z]{2,3}_[A-Z]{2})\.UTF-8$/,
  "C.UTF-8, or a language and a country in UTF-8 such as fr_FR.UTF-8",
);

const ZONES = Intl.supportedValuesOf("timeZone");
const allowed = "a time zone's name, such as Europe/Paris";

/** A time zone, or another name for one such as MET. */
export const timezone: Kind<string> = {
  allowed,
  parse(text) {
    // Intl takes names in any case, and the server's files have one.
    const written = ZONES.find((zone) => zone.toLowerCase() === text.toLowerCase()) ?? text;
    return isZone(text) && written === text ? text : refuse(text, `is "${text}", which is no time zone${hint(text)}`);
  },
};

function isZone(text: string): boolean {
  // Intl takes +01:00 too, which is none to the server.
  if (!/^[A-Z][\w+-]*(\/[A-Z][\w+-]*)*$/.test(text)) {
    return false;
  }
  try {
    return new Intl.DateTimeFormat("en", { timeZone: text }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

function hint(text: string): string {
  // Most people know the city, and not what stands before it.
  const names = new Map(ZONES.flatMap((zone) => [zone, zone.split("/").at(-1) ?? zone].map((name) => [name, zone])));
  const nearest = closest(text, [...names.keys()]);
  return distance(text, nearest) <= Math.max(2, text.length / 3) ? `: did you mean ${names.get(nearest) ?? ""}?` : "";
}
