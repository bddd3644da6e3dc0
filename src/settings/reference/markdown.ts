import { stringify } from "yaml";
import { effectWords } from "../schema/effects";
import { GROUPS } from "../schema/schema";
import type { Given, Group, Setting } from "../schema/setting";

const INTRODUCTION = `<!-- Written by \`npm run settings\` from src/settings/schema: change it there. -->

# Settings

Set them with \`pulumi config set NAME VALUE\`, lists item by item with \`pulumi config set --path 'NAME[0]' VALUE\`, secrets with
\`pulumi config set --secret NAME\`, which asks for the value or takes a file: \`< ~/.ssh/id_ed25519\`. \`pulumi config rm NAME\` goes back
to the default. They stand in \`Pulumi.<stack>.yaml\` as \`jupyterhub-openstack:NAME\`; [samples](../samples) has some to start from.

The last column says what \`pulumi up\` does when the setting of a running hub has changed. "In place" takes seconds: users' servers
and their kernels go on, and nothing restarts but what is named. "Next generation" means: nothing until \`generation\` is raised.
`;

const HEAD = ["setting", "what it is", "allowed", "default", "example", "a change on a running hub"];

/** docs/settings.md: every setting of the schema, a table for each group. Not yet formatted. */
export function settingsPage(): string {
  return [INTRODUCTION, ...GROUPS.map(table)].join("\n");
}

function table({ title, settings }: Group): string {
  const rows = [HEAD, HEAD.map(() => "---"), ...Object.values(settings).map(row)];
  return `## ${title}\n\n${rows.map((cells) => `| ${cells.map(cell).join(" | ")} |`).join("\n")}\n`;
}

function row(setting: Setting<unknown>): string[] {
  const { key, kind, secret, example, description, effect } = setting;
  const allowed = `${kind.structure === "list" ? "list, each " : ""}${kind.allowed}${secret === undefined ? "" : "; a secret"}`;
  return [
    code(key),
    description,
    allowed,
    unsetWords(setting),
    example === undefined ? "" : code(example),
    effectWords(effect),
  ];
}

function unsetWords({ unset }: Setting<unknown>): string {
  if (unset === undefined) {
    return "must be set";
  }
  return "words" in unset ? `none: ${unset.words}` : code(unset.value);
}

function code(value: Given): string {
  const isMapping = typeof value === "object" && !Array.isArray(value);
  const items = isMapping ? Object.entries(value).map(([name, part]) => `${name}: ${flow(part)}`) : [value].flat();
  return items.length === 0 ? "none" : items.map((item) => `\`${String(item)}\``).join(", ");
}

/** As one line of YAML. */
function flow(value: Given): string {
  return stringify(value, { collectionStyle: "flow" }).trim();
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}
