import { schedule } from "./backup";
import { list } from "./list";
import { fields } from "./mapping";
import { matching, refuse, type Kind } from "./kind";
import { hubGroup } from "./providers";
import { serviceUrl } from "./urls";

/** Words for people in the lists of a shared folder, beside names of groups and users. */
export const EVERYBODY = "everybody";
export const ADMINISTRATORS = "administrators";

/** A shared folder's name; after "readers-" and "writers-" those of Unix groups, which have 32 characters at most. */
export const folderName = matching(
  /^[A-Za-z0-9][\w.-]{0,23}$/,
  "a folder's name: letters, digits, _ . and -, 24 at most, the first a letter or digit",
);

/** Who may read or write; whether there is such a group or user is a rule's affair. */
const people: Kind<string> = {
  ...hubGroup,
  allowed: `${EVERYBODY}, ${ADMINISTRATORS}, or the name of a group or user`,
};

const url = serviceUrl("https://git.example.org/lab/course.git");

/** The address of a Git repository that everybody may read. */
export const repositoryUrl: Kind<string> = {
  allowed: "the https URL of a public Git repository, such as https://git.example.org/lab/course.git",
  parse(text) {
    if (text.includes("@")) {
      refuse(text, "has a user name, a password or a token: private repositories are not supported yet");
    }
    return url.parse(text);
  },
};

/** A branch's name; a part of what Git allows, so that it needs no quoting anywhere. */
export const branchName = matching(
  /^(?!.*(\.\.|\/\/|\.lock$|\/$|\.$|\/\.))[A-Za-z0-9_][\w./+-]{0,199}$/,
  "the name of a branch, such as main",
);

/** What a stack says of one shared folder. */
export const folder = fields({
  readers: list(people),
  writers: list(people),
  repository: repositoryUrl,
  branch: branchName,
  schedule,
});
