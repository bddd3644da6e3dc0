import { entry, lab, type Case } from "../case";

const marked = (mark: string) => lab(`region_name: ${mark}`);

/** Where files are looked for, and which of them counts. */
export const PLACES: Case[] = [
  { name: "clouds.yaml in the project's folder", files: { "clouds.yaml": lab() }, passedAs: "name" },
  { name: "clouds.yml", files: { "clouds.yml": lab() }, passedAs: "name" },
  {
    name: "clouds.json",
    files: {
      "clouds.json":
        '{"clouds": {"lab": {"auth": {"auth_url": "https://k.example/v3", "username": "u", "password": "p", "project_id": "1", "user_domain_id": "default"}}}}',
    },
    passedAs: "arguments",
  },
  { name: "~/.config/openstack", files: { "~/.config/openstack/clouds.yaml": lab() }, passedAs: "name" },
  {
    name: "XDG_CONFIG_HOME, where the provider does not look",
    files: { "+/xdg/openstack/clouds.yaml": lab() },
    environment: { XDG_CONFIG_HOME: "BASE/xdg" },
    passedAs: "arguments",
  },
  {
    name: "a relative XDG_CONFIG_HOME is ignored",
    files: { "xdg/openstack/clouds.yaml": marked("Wrong"), "~/.config/openstack/clouds.yaml": marked("Right") },
    environment: { XDG_CONFIG_HOME: "xdg" },
  },
  {
    name: "XDG_CONFIG_DIRS",
    files: { "+/site/openstack/clouds.yaml": lab() },
    environment: { XDG_CONFIG_DIRS: "BASE/site" },
    passedAs: "arguments",
  },
  {
    name: "OS_CLIENT_CONFIG_FILE comes first",
    files: { "+/own.yaml": marked("Named"), "clouds.yaml": marked("Here") },
    environment: { OS_CLIENT_CONFIG_FILE: "BASE/own.yaml" },
    passedAs: "name",
  },
  {
    name: "OS_CLIENT_CONFIG_FILE relative to the project's folder",
    files: { "own.yaml": marked("Named"), "clouds.yaml": marked("Here") },
    environment: { OS_CLIENT_CONFIG_FILE: "own.yaml" },
    passedAs: "name",
  },
  {
    name: "an OS_CLIENT_CONFIG_FILE that is missing falls through",
    files: { "clouds.yaml": lab() },
    environment: { OS_CLIENT_CONFIG_FILE: "BASE/nowhere.yaml" },
    passedAs: "name",
  },
  {
    name: "the project's folder before the home",
    files: { "clouds.yaml": marked("Here"), "~/.config/openstack/clouds.yaml": marked("Home") },
  },
  {
    name: "the project's .json before the home's .yaml, which the provider would take",
    files: {
      "clouds.json":
        '{"clouds": {"lab": {"auth": {"auth_url": "https://k.example/v3", "username": "u", "password": "p", "project_id": "1", "user_domain_id": "default"}}}}',
      "~/.config/openstack/clouds.yaml": marked("Home"),
    },
    passedAs: "arguments",
  },
  {
    name: "the project's .yml before the home's .yaml, which the provider would take",
    files: { "clouds.yml": marked("Here"), "~/.config/openstack/clouds.yaml": marked("Home") },
    passedAs: "arguments",
  },
  { name: ".yaml before .yml", files: { "clouds.yaml": marked("Yaml"), "clouds.yml": marked("Yml") } },
  {
    name: "$HOME counts, and not the account's home",
    files: { "~/.config/openstack/clouds.yaml": marked("Home") },
  },
  {
    name: "the only entry needs no name",
    files: { "clouds.yaml": lab() },
  },
  {
    name: "the setting chooses",
    files: { "clouds.yaml": `clouds:\n${entry("one")}${entry("two")}` },
    cloud: "two",
    passedAs: "name",
  },
  {
    name: "OS_CLOUD chooses",
    files: { "clouds.yaml": `clouds:\n${entry("one")}${entry("two")}` },
    environment: { OS_CLOUD: "one" },
    passedAs: "name",
  },
  {
    name: "OS_CLOUD and the setting name the same",
    files: { "clouds.yaml": `clouds:\n${entry("one")}${entry("two")}` },
    environment: { OS_CLOUD: "two" },
    cloud: "two",
    passedAs: "name",
  },
  {
    name: "an entry with dots and blanks in its name",
    files: { "clouds.yaml": `clouds:\n${entry('"my cloud.1"')}` },
    cloud: "my cloud.1",
  },
];
