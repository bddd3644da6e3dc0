import { entry, lab, type Case } from "../case";

const RC = {
  OS_AUTH_URL: "https://keystone.example/v3",
  OS_USERNAME: "u",
  OS_PASSWORD: "from-environment",
  OS_PROJECT_ID: "1",
  OS_PROJECT_NAME: "p",
  OS_USER_DOMAIN_NAME: "Default",
  OS_PROJECT_DOMAIN_ID: "default",
  OS_REGION_NAME: "One",
  OS_INTERFACE: "public",
  OS_IDENTITY_API_VERSION: "3",
};
const DASHBOARD = `clouds:
  openstack:
    auth:
      auth_url: https://keystone.example/v3
      username: "u"
      project_id: 0123456789abcdef0123456789abcdef
      project_name: "p"
      user_domain_name: "Default"
    region_name: "One"
    interface: "public"
    identity_api_version: 3
`;

const hasPassword = ({ auth }: { auth: { password?: string } }) => {
  if (auth.password !== "from-environment") throw new Error("no password from the environment");
};

/** Variables of an RC file: alone, and beside files. */
export const ENVIRONMENTS: Case[] = [
  { name: "an RC file alone", environment: RC, passedAs: "arguments" },
  {
    name: "an RC file beside a clouds.yaml that has no entry of the stack's name",
    files: { "clouds.yaml": lab() },
    environment: RC,
    passedAs: "arguments",
  },
  { name: "an RC file under a name of its own", environment: { ...RC, OS_CLOUD_NAME: "mine" } },
  { name: "the environment's cloud by its name", files: { "clouds.yaml": lab() }, environment: RC, cloud: "envvars" },
  {
    name: "an RC file for an application credential",
    environment: {
      OS_AUTH_TYPE: "v3applicationcredential",
      OS_AUTH_URL: RC.OS_AUTH_URL,
      OS_APPLICATION_CREDENTIAL_ID: "i",
      OS_APPLICATION_CREDENTIAL_SECRET: "s",
      OS_REGION_NAME: "One",
      OS_INTERFACE: "public",
    },
    passedAs: "arguments",
  },
  {
    name: "an RC file for a token",
    environment: { OS_AUTH_TYPE: "token", OS_AUTH_URL: RC.OS_AUTH_URL, OS_TOKEN: "t", OS_PROJECT_ID: "1" },
  },
  {
    name: "an older RC file",
    environment: {
      OS_AUTH_URL: RC.OS_AUTH_URL,
      OS_USERNAME: "u",
      OS_PASSWORD: "p",
      OS_TENANT_NAME: "t",
      OS_USER_DOMAIN_ID: "default",
      OS_PROJECT_DOMAIN_ID: "default",
    },
  },
  {
    name: "OS_ENDPOINT_TYPE in an RC file",
    environment: { ...RC, OS_INTERFACE: "", OS_ENDPOINT_TYPE: "internalURL" },
    otherwise: ({ interface: side }) => {
      if (side !== "internal") throw new Error(side);
    },
  },
  { name: "OS_INSECURE in an RC file", environment: { ...RC, OS_INSECURE: "true" } },
  {
    name: "OS_CACERT in an RC file",
    files: { "ca.pem": "-----BEGIN CERTIFICATE-----\n" },
    environment: { ...RC, OS_CACERT: "BASE/project/ca.pem" },
  },
  {
    name: "a dashboard's download, with the password in the environment",
    files: { "clouds.yaml": DASHBOARD },
    environment: { OS_PASSWORD: "from-environment" },
    // openstacksdk takes the lone OS_PASSWORD for a cloud of its own; the openstack client completes the entry, and so do we.
    otherwise: hasPassword,
    passedAs: "name",
  },
  {
    name: "the same, chosen by OS_CLOUD",
    files: { "clouds.yaml": DASHBOARD },
    environment: { OS_PASSWORD: "from-environment", OS_CLOUD: "openstack" },
    otherwise: hasPassword,
    passedAs: "name",
  },
  {
    name: "OS_PASSWORD as in the file",
    files: { "clouds.yaml": lab() },
    environment: { OS_PASSWORD: "secret-lab" },
    cloud: "lab",
  },
  {
    name: "OS_PASSWORD that differs from the file's",
    files: { "clouds.yaml": lab() },
    environment: { OS_PASSWORD: "other" },
    refused: /something else than cloud "lab" in OS_PASSWORD, .*\. Clear it with: unset OS_PASSWORD/,
  },
  {
    name: "an RC file of another account beside a chosen entry",
    files: { "clouds.yaml": lab() },
    environment: { ...RC, OS_AUTH_URL: "https://other.example/v3" },
    cloud: "lab",
    refused:
      /in OS_AUTH_URL, OS_USERNAME, OS_PASSWORD, OS_PROJECT_ID, OS_PROJECT_DOMAIN_ID, OS_REGION_NAME, .*Clear them with: unset OS_AUTH_URL OS_USERNAME/,
  },
  {
    name: "a stale OS_TOKEN",
    files: { "clouds.yaml": lab() },
    environment: { OS_TOKEN: "stale" },
    cloud: "lab",
    refused: /in OS_TOKEN, .*unset OS_TOKEN/,
  },
  {
    name: "OS_APPLICATION_CREDENTIAL_ID beside a password",
    files: { "clouds.yaml": lab() },
    environment: { OS_APPLICATION_CREDENTIAL_ID: "i" },
    cloud: "lab",
    refused: /unset OS_APPLICATION_CREDENTIAL_ID/,
  },
  {
    name: "OS_REGION_NAME that differs",
    files: { "clouds.yaml": lab("region_name: One") },
    environment: { OS_REGION_NAME: "Two" },
    cloud: "lab",
    refused: /unset OS_REGION_NAME/,
  },
  {
    name: "OS_REGION_NAME that is the same",
    files: { "clouds.yaml": lab("region_name: One") },
    environment: { OS_REGION_NAME: "One" },
  },
  {
    name: "OS_INSECURE beside an entry",
    files: { "clouds.yaml": lab() },
    environment: { OS_INSECURE: "true" },
    cloud: "lab",
    refused: /unset OS_INSECURE/,
  },
  {
    name: "OS_CACERT beside an entry",
    files: { "clouds.yaml": lab() },
    environment: { OS_CACERT: "/x.pem" },
    cloud: "lab",
    refused: /unset OS_CACERT/,
  },
  {
    name: "OS_IDENTITY_API_VERSION 2",
    files: { "clouds.yaml": lab() },
    environment: { OS_IDENTITY_API_VERSION: "2" },
    cloud: "lab",
    refused: /unset OS_IDENTITY_API_VERSION/,
  },
  {
    name: "OS_CLOUD that names another cloud than the setting",
    files: { "clouds.yaml": `clouds:\n${entry("one")}${entry("two")}` },
    environment: { OS_CLOUD: "one" },
    cloud: "two",
    refused: /OS_CLOUD is "one", and the cloud of stack stack is "two".*unset OS_CLOUD/,
  },
  {
    name: "OS_CLOUD that names another cloud than the stack",
    files: { "clouds.yaml": `clouds:\n${entry("one")}${entry("stack")}` },
    environment: { OS_CLOUD: "one" },
    refused:
      /OS_CLOUD is "one", and the cloud of stack stack is "stack".*unset OS_CLOUD, or choose with: pulumi config set cloud one/,
  },
  {
    name: "OS_CLOUD with an entry that the provider reads in another way",
    files: { "clouds.yaml": lab("project_name: outside") },
    environment: { OS_CLOUD: "lab" },
    refused: /OS_CLOUD is set, and the provider would follow it although .*pulumi config set cloud lab; unset OS_CLOUD/,
  },
  {
    name: "an entry called as the environment",
    files: { "clouds.yaml": `clouds:\n${entry("envvars")}` },
    environment: RC,
    refused: /"envvars" is also what the environment of an RC file is called/,
  },
];
