import type { Content } from "../../support/slapd";
import { person } from "./people";
import { ADMIN } from "./stack";

/** The password of somebody in the directory. */
export const passwordOf = (name: string): string => `${name} in the directory`;
export const inDirectory = (name: string) => person(name, passwordOf(name));
/** Who is in the directory, and in which of its groups. */
export const CONTENT: Content = {
  people: ["ada", "Linus", "2026017", "marie", "mallory", "eve", ADMIN.name].map((uid) => ({
    uid,
    password: passwordOf(uid.toLowerCase()),
  })),
  posixGroups: { students: ["ada", "Linus"] },
  namedGroups: { "lab members": ["Linus", "2026017", "marie", "mallory"] },
};
