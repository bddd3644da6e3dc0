import { refuse, type Kind } from "./kind";

const NAME = "[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?";
const VERSION = String.raw`(?:~=|===?|!=|<=|>=|<|>)\s*[A-Za-z0-9.*+!_-]+`;
// The shape of PEP 508; uv on the server knows the rest of it.
const REQUIREMENT = new RegExp(
  String.raw`^(${NAME})\s*(?:\[\s*${NAME}(?:\s*,\s*${NAME})*\s*\])?\s*(?:${VERSION}(?:\s*,\s*${VERSION})*)?\s*(;\s*[\w\s.'"()<>=!~-]+)?$`,
);

/** What modules are called whose packages have other names. */
const PACKAGES: Readonly<Record<string, string>> = {
  bio: "biopython",
  bs4: "beautifulsoup4",
  cv2: "opencv-python-headless",
  pil: "pillow",
  skimage: "scikit-image",
  sklearn: "scikit-learn",
  yaml: "pyyaml",
};

/** What the users' servers themselves are; pythonPackages does not touch them. */
const OF_THE_SERVER = ["jupyterhub", "jupyterlab", "jupyter-server", "notebook", "ipykernel", "ipywidgets"];

/** A package with the versions that are wanted of it, as a line of a requirements file has it. */
export const requirement: Kind<string> = {
  allowed:
    'a package of the index as pip writes it: its name, versions, extras and conditions, such as scanpy, pandas<3, plotly==6.* or "dask[array]>=2025"',
  parse(text) {
    const match = REQUIREMENT.exec(text);
    if (match === null) {
      return refuse(text, mistake(text));
    }
    const other = PACKAGES[nameOf(text)];
    return other === undefined ? text : refuse(text, `is "${text}", which is a module; its package is ${other}`);
  },
};

/** As requirement, for what is put beside the base set. */
export const addedRequirement: Kind<string> = {
  allowed: requirement.allowed,
  parse(text) {
    const line = requirement.parse(text);
    return OF_THE_SERVER.includes(nameOf(line))
      ? refuse(text, `is "${text}", which is part of the users' servers and comes with this program. Remove it`)
      : line;
  },
};

/** The name of an environment, which is a kernel and a folder. */
export const environmentName: Kind<string> = {
  allowed: "an environment's name: lower case letters, digits, _ . and -, 32 at most, the first a letter",
  parse(text) {
    if (["python3", "python", "ir"].includes(text)) {
      refuse(text, `is "${text}", which is a kernel already; take another name`);
    }
    return /^[a-z][a-z0-9_.-]{0,31}$/.test(text) ? text : refuse(text);
  },
};

/** The package that a line is about, as the index compares names. */
export function nameOf(line: string): string {
  return (REQUIREMENT.exec(line)?.[1] ?? line).replaceAll(/[-_.]+/g, "-").toLowerCase();
}

/** Whether the line holds under a condition only, so that there may be another one for the same package. */
export function isConditional(line: string): boolean {
  return REQUIREMENT.exec(line)?.[2] !== undefined;
}

function mistake(text: string): string | undefined {
  if (text.startsWith("-")) {
    return `is "${text}", an option of pip, and only packages can be named here`;
  }
  if (/:\/\/|@|\.whl$|^[./~]/.test(text)) {
    return `is "${text}", and packages come from the package index only, not from addresses and files`;
  }
  if (/^[\w.-]+\s*=[^=]/.test(text)) {
    return `is "${text}", and versions are compared by ==: "${text.replace("=", "==")}"`;
  }
  return undefined;
}
