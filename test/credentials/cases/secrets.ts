import { entry, lab, type Case } from "../case";

const OPEN = `clouds:
  lab:
    auth: {auth_url: "https://keystone.example/v3", username: u, project_name: p, user_domain_name: D, project_domain_name: D}
`;
const SECURE = "clouds: {lab: {auth: {password: from-secure}}}\n";

/** secure.yaml, and how it is merged. */
export const SECRETS: Case[] = [
  { name: "secure.yaml beside clouds.yaml", files: { "clouds.yaml": OPEN, "secure.yaml": SECURE }, passedAs: "name" },
  { name: "secure.yml", files: { "clouds.yaml": OPEN, "secure.yml": SECURE }, passedAs: "name" },
  {
    name: "secure.json",
    files: { "clouds.yaml": OPEN, "secure.json": '{"clouds": {"lab": {"auth": {"password": "x"}}}}' },
    passedAs: "arguments",
  },
  {
    name: "secure.yaml in another place than clouds.yaml",
    files: { "clouds.yaml": OPEN, "~/.config/openstack/secure.yaml": SECURE },
    passedAs: "name",
  },
  {
    name: "OS_CLIENT_SECURE_FILE, which the provider ignores",
    files: { "clouds.yaml": OPEN, "+/my-secrets.yaml": SECURE },
    environment: { OS_CLIENT_SECURE_FILE: "BASE/my-secrets.yaml" },
    passedAs: "arguments",
  },
  {
    name: "OS_CLIENT_SECURE_FILE before secure.yaml",
    files: { "clouds.yaml": OPEN, "secure.yaml": SECURE, "+/mine.yaml": SECURE.replace("from-secure", "mine") },
    environment: { OS_CLIENT_SECURE_FILE: "BASE/mine.yaml" },
    passedAs: "arguments",
  },
  { name: "secure.yaml beats clouds.yaml", files: { "clouds.yaml": lab(), "secure.yaml": SECURE }, passedAs: "name" },
  {
    name: "secure.yaml may say anything, at every depth",
    files: {
      "clouds.yaml": lab("region_name: One"),
      "secure.yaml": "clouds: {lab: {region_name: Two, auth: {project_name: other}}}",
    },
  },
  {
    name: "an entry that only secure.yaml has",
    files: { "clouds.yaml": lab(), "secure.yaml": `clouds:\n${entry("hidden")}` },
    cloud: "hidden",
  },
  {
    name: "verify: false in secure.yaml over true",
    files: { "clouds.yaml": lab("verify: true"), "secure.yaml": "clouds: {lab: {verify: false}}" },
  },
  {
    name: "lists are replaced",
    files: {
      "clouds.yaml": lab("regions: [One, Two]"),
      "secure.yaml": "clouds: {lab: {regions: [Three]}}",
    },
  },
  { name: "only secure.yaml", files: { "secure.yaml": lab() } },
  {
    name: "a password that YAML takes for a number",
    files: { "clouds.yaml": OPEN, "secure.yaml": "clouds: {lab: {auth: {password: 123456}}}" },
    passedAs: "name",
  },
  {
    name: "a long number keeps all its digits",
    files: {
      "clouds.yaml": OPEN,
      "secure.yaml": "clouds: {lab: {auth: {password: 12345678901234567890123456789012}}}",
    },
  },
  {
    name: "a quoted password is what it is",
    files: { "clouds.yaml": OPEN, "secure.yaml": 'clouds: {lab: {auth: {password: "0123 {region_name} #"}}}' },
  },
];
