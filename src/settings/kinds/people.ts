import { matching } from "./kind";
import { positive } from "./numbers";

/** A user's name: the hub's, and after "jupyter-" the Unix account's, which has 32 characters at most. */
export const userName = matching(
  /^[a-z0-9][a-z0-9_.-]{0,22}$/,
  "a user's name: lower case letters, digits, _ . and -, 23 at most, the first a letter or digit",
);

/** A group's name. */
export const groupName = matching(
  /^[A-Za-z0-9][\w.-]{0,62}$/,
  "a group's name: letters, digits, _ . and -, 63 at most, the first a letter or digit",
);

const AMOUNT = /^[1-9]\d*[KMGT]?$/;

/** An amount of memory as JupyterHub takes it. */
export const memory = matching(AMOUNT, "bytes, or a number with K, M, G or T, such as 2G");

/** An amount of disk space, by the same units. */
export const diskSpace = matching(AMOUNT, "bytes, or a number with K, M, G or T, such as 20G");

/** A share of the server's processors. */
export const cpus = positive("CPUs");
