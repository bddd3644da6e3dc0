import { entry, lab, type Case } from "../case";

const URL = 'auth_url: "https://keystone.example/v3"';
const withAuth = (auth: string, more = "") =>
  `clouds:\n  lab:\n    auth: {${auth}}\n${more.replace(/^(?=.)/gm, "    ")}\n`;

/** What the standard lets pass, or fails at later, and we do not. */
export const MISTAKES: Case[] = [
  {
    name: "no file",
    refused:
      /There is no clouds\.yaml\. Looked for: .*project\/clouds\.yaml, .*\.config\/openstack\/clouds\.json.*API Access/,
  },
  {
    name: "no YAML",
    files: { "clouds.yaml": "clouds: [" },
    refused: /project\/clouds\.yaml is not valid YAML: .* at line 1, column 10/,
  },
  {
    name: "no JSON",
    files: { "clouds.json": '{"clouds": ' },
    refused: /project\/clouds\.json is not valid JSON: .* line 1/,
  },
  {
    name: "a broken secure.yaml",
    files: { "clouds.yaml": lab(), "secure.yaml": "a: b: c" },
    refused: /project\/secure\.yaml is not valid YAML/,
  },
  {
    name: "a broken file is not passed over",
    files: { "clouds.yaml": "a: [", "~/.config/openstack/clouds.yaml": lab() },
    refused: /project\/clouds\.yaml is not valid YAML/,
  },
  {
    name: "a tab",
    files: { "clouds.yaml": "clouds:\n\tlab: {}\n" },
    refused: /clouds\.yaml is not valid YAML: .*line 2/,
  },
  {
    name: "an empty file",
    files: { "clouds.yaml": "" },
    refused: /clouds\.yaml has no mapping "clouds"\. It is empty/,
  },
  {
    name: "no clouds in it",
    files: { "clouds.yaml": "cloud:\n  lab: {}\n" },
    refused: /clouds\.yaml has no mapping "clouds"\. It has: cloud\./,
  },
  { name: "a list", files: { "clouds.yaml": "- lab\n" }, refused: /clouds\.yaml has no keys/ },
  {
    name: "an entry that is no mapping",
    files: { "clouds.yaml": `clouds:\n${entry("lab")}  other: text\n` },
    cloud: "lab",
    refused: /clouds\.yaml:6: the entry "other" is no mapping/,
  },
  {
    name: "an unknown cloud",
    files: { "clouds.yaml": `clouds:\n${entry("one")}${entry("two")}` },
    cloud: "tow",
    refused: /no cloud "tow" \(setting cloud\): did you mean two\? It has: one, two/,
  },
  {
    name: "an unknown OS_CLOUD",
    files: { "clouds.yaml": lab() },
    environment: { OS_CLOUD: "x" },
    refused: /no cloud "x" \(OS_CLOUD\): It has: lab/,
  },
  {
    name: "several clouds, none chosen",
    files: { "clouds.yaml": `clouds:\n${entry("one")}${entry("two")}` },
    refused: /No cloud is chosen, and .* has several: one, two\. Choose one with: pulumi config set cloud NAME/,
  },
  {
    name: "no password",
    files: { "clouds.yaml": withAuth(`${URL}, username: u, project_id: p, user_domain_name: D`) },
    refused: /clouds\.yaml:3: cloud "lab": there is no password; .*auth: password; a file secure\.yaml .*OS_PASSWORD/,
  },
  {
    name: "an empty password",
    files: { "clouds.yaml": withAuth(`${URL}, username: u, password: "", project_id: p, user_domain_name: D`) },
    refused: /there is no password/,
  },
  {
    name: "no auth_url",
    files: { "clouds.yaml": withAuth("username: u, password: p, project_id: p, user_domain_name: D") },
    refused: /there is no auth_url/,
  },
  {
    name: "an auth_url that is none",
    files: { "clouds.yaml": lab().replace("https://keystone.example/v3", "keystone.example") },
    refused: /auth_url is "keystone\.example"\. Allowed: an address/,
  },
  {
    name: "an auth_url of Identity v2",
    files: { "clouds.yaml": lab().replace("/v3", "/v2.0") },
    refused: /Identity v2, which this program cannot use/,
  },
  {
    name: "no project",
    files: { "clouds.yaml": withAuth(`${URL}, username: u, password: p, user_domain_name: D`) },
    refused: /no project is named/,
  },
  {
    name: "no domains",
    files: { "clouds.yaml": withAuth(`${URL}, username: u, password: p, project_name: p`) },
    refused: /the user has no domain[^]*the project has no domain/,
  },
  {
    name: "no user",
    files: { "clouds.yaml": withAuth(`${URL}, password: p, project_id: p`) },
    refused: /there is no username \(or user_id\)/,
  },
  {
    name: "everything at once",
    files: { "clouds.yaml": withAuth("username: u", "interface: x\nverify: maybe") },
    refused: /no auth_url[^]*no domain[^]*no password[^]*no project[^]*interface is "x"[^]*verify is "maybe"/,
  },
  {
    name: "v3oidcpassword, which the provider would take for a password",
    files: { "clouds.yaml": lab("auth_type: v3oidcpassword") },
    refused:
      /clouds\.yaml:5: auth_type is "v3oidcpassword".*Allowed: password, v3password, token, v3token, v3applicationcredential.*application credential create/,
  },
  {
    name: "a misspelt auth_type",
    files: { "clouds.yaml": lab("auth_type: pasword") },
    refused: /auth_type is "pasword"/,
  },
  { name: "v2password", files: { "clouds.yaml": lab("auth_type: v2password") }, refused: /auth_type is "v2password"/ },
  {
    name: "an application credential without auth_type",
    files: { "clouds.yaml": withAuth(`${URL}, application_credential_id: i, application_credential_secret: s`) },
    refused: /needs the line "auth_type: v3applicationcredential"/,
  },
  {
    name: "an application credential without its secret",
    files: { "clouds.yaml": withAuth(`${URL}, application_credential_id: i`, "auth_type: v3applicationcredential") },
    refused: /there is no application_credential_secret/,
  },
  {
    name: "a token without a project",
    files: { "clouds.yaml": withAuth(`${URL}, token: t`, "auth_type: token") },
    refused: /no project is named/,
  },
  {
    name: "a password that YAML reads as another number",
    files: { "clouds.yaml": withAuth(`${URL}, username: u, password: 0123, project_id: p, user_domain_name: D`) },
    refused:
      /clouds\.yaml:3: auth\.password is written as a number that the openstack client reads as another\. Put it in quotes/,
  },
  {
    name: "a password that YAML takes for true",
    files: { "clouds.yaml": withAuth(`${URL}, username: u, password: yes, project_id: p, user_domain_name: D`) },
    refused: /clouds\.yaml:3: password is no text\. Put it in quotes/,
  },
];
