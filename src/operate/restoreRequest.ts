import { misuse } from "./program";

export const RESTORE_USAGE =
  "npm run restore -- [--stack NAME] --everything | --user USER | --file USER/PATH [--snapshot ID] [--yes]";

export const RESTORE_OPTIONS = {
  stack: { type: "string" },
  everything: { type: "boolean" },
  user: { type: "string" },
  file: { type: "string" },
  snapshot: { type: "string" },
  yes: { type: "boolean" },
} as const;

interface Options {
  readonly everything?: boolean;
  readonly user?: string;
  readonly file?: string;
  readonly snapshot?: string;
}

/** What is to be restored: a sentence for people, and the arguments of `hub-restore`. */
export interface RestoreRequest {
  readonly what: string;
  readonly args: readonly string[];
}

/** @throws UserError that names everything that is wrong with the options, and what is allowed */
export function restoreRequest({ everything, user, file, snapshot = "latest" }: Options): RestoreRequest {
  const [owner = "", ...path] = (file ?? "").split("/");
  const problems = [
    [everything, user, file].filter((option) => option !== undefined).length === 1
      ? ""
      : "Say what to restore by one of --everything, --user and --file.",
    user === "" || user?.includes("/") === true ? "--user is the name of a user." : "",
    file !== undefined && (owner === "" || path.join("") === "" || path.includes(".."))
      ? "--file is a user's name, a slash and a path in the home, without .. in it."
      : "",
    /^([0-9a-f]{8,64}|latest)$/.test(snapshot)
      ? ""
      : "--snapshot is an id as `npm run backup -- --list` shows it, or latest.",
  ].filter((problem) => problem !== "");
  if (problems.length > 0) {
    throw misuse(problems.join("\n"), RESTORE_USAGE);
  }
  const from = snapshot === "latest" ? "the latest snapshot" : `the snapshot ${snapshot}`;
  // With an equals sign a name that begins with a dash is a name.
  const selected = [`--snapshot=${snapshot}`];
  if (user !== undefined) {
    const what = `The home of ${JSON.stringify(user)} comes from ${from}. The user's server is stopped; the present home is kept aside.`;
    return { what, args: [`--user=${user}`, ...selected] };
  }
  if (file !== undefined) {
    const what = `${JSON.stringify(path.join("/"))} of ${JSON.stringify(owner)} comes from ${from}. What is at its place now is kept beside it.`;
    return { what, args: [`--file=${file}`, ...selected] };
  }
  return {
    what:
      `Everything comes from ${from}: homes, accounts, the hub's database and certificates. ` +
      "The hub and everybody's servers are stopped meanwhile; what is there now is kept aside on the data volume.",
    args: ["--everything", ...selected],
  };
}
