import { lab, type Case } from "../case";

const bare = (lines: string) => `clouds:\n  lab:\n${lines.replace(/^(?=.)/gm, "    ")}\n`;
const URL = 'auth_url: "https://keystone.example/v3"';

/** Older and other spellings of keys, and where they may stand. */
export const SPELLING: Case[] = [
  {
    name: "everything outside auth",
    files: {
      "clouds.yaml": bare(
        `auth: {${URL}}\nusername: u\npassword: p\nproject_name: p1\nuser_domain_name: D\nproject_domain_name: D`,
      ),
    },
    passedAs: "arguments",
  },
  {
    name: "no auth at all",
    files: { "clouds.yaml": bare(`${URL}\nusername: u\npassword: p\nproject_id: p1\nuser_domain_id: d`) },
    passedAs: "arguments",
  },
  {
    name: "only the password outside auth",
    files: {
      "clouds.yaml": bare(`auth: {${URL}, username: u, project_id: p1, user_domain_id: d}\npassword: p`),
    },
    passedAs: "arguments",
  },
  {
    name: "a user outside auth loses to the one inside",
    files: { "clouds.yaml": lab("username: outside\npassword: outside") },
    passedAs: "name",
  },
  {
    name: "a project outside auth beats the one inside",
    files: { "clouds.yaml": lab("project_name: outside") },
    passedAs: "arguments",
  },
  {
    name: "tenant_name",
    files: {
      "clouds.yaml": bare(
        `auth: {${URL}, username: u, password: p, tenant_name: t, user_domain_name: D, project_domain_name: D}`,
      ),
    },
    passedAs: "arguments",
  },
  {
    name: "tenant_id",
    files: { "clouds.yaml": bare(`auth: {${URL}, username: u, password: p, tenant_id: "1", user_domain_name: D}`) },
    passedAs: "arguments",
  },
  { name: "project_name beats tenant_name", files: { "clouds.yaml": lab("", "tenant_name: t") }, passedAs: "name" },
  {
    name: "dashes in keys",
    files: {
      "clouds.yaml": bare(
        `auth: {${URL}, username: u, password: p, project-name: p1, user-domain-name: D, project-domain-name: D}\nregion-name: One`,
      ),
    },
    passedAs: "arguments",
  },
  {
    name: "user_name",
    files: { "clouds.yaml": bare(`auth: {${URL}, user_name: u, password: p, project_id: "1", user_domain_name: D}`) },
    passedAs: "arguments",
  },
  {
    name: "user_id and project_id need no domain",
    files: { "clouds.yaml": bare(`auth: {${URL}, user_id: u1, password: p, project_id: p1}`) },
    passedAs: "name",
  },
  {
    name: "domain_name for both",
    files: { "clouds.yaml": bare(`auth: {${URL}, username: u, password: p, project_name: p1, domain_name: D}`) },
    passedAs: "arguments",
  },
  {
    name: "domain_id for both, outside auth",
    files: { "clouds.yaml": bare(`auth: {${URL}, username: u, password: p, project_name: p1}\ndomain_id: d`) },
    passedAs: "arguments",
  },
  {
    name: "domain_name fills only what is missing",
    files: {
      "clouds.yaml": bare(
        `auth: {${URL}, username: u, password: p, project_name: p1, domain_name: D, user_domain_name: U}`,
      ),
    },
    passedAs: "arguments",
  },
  {
    name: "project_id that looks like a number",
    files: {
      "clouds.yaml": bare(
        `auth: {${URL}, username: u, password: p, project_id: 12345678901234567890123456789012, user_domain_name: D}`,
      ),
    },
  },
  {
    name: "project_id that looks like 1234e567",
    files: {
      "clouds.yaml": bare(`auth: {${URL}, username: u, password: p, project_id: 1234e567, user_domain_name: D}`),
    },
  },
  { name: "auth_type: password", files: { "clouds.yaml": lab("auth_type: password") }, passedAs: "name" },
  { name: "auth_type: v3password", files: { "clouds.yaml": lab("auth_type: v3password") }, passedAs: "name" },
  { name: "auth_plugin, the older name", files: { "clouds.yaml": lab("auth_plugin: v3password") } },
  {
    name: "an application credential by id",
    files: {
      "clouds.yaml": bare(
        `auth_type: v3applicationcredential\nauth: {${URL}, application_credential_id: i, application_credential_secret: s}`,
      ),
    },
    passedAs: "name",
  },
  {
    name: "an application credential by name",
    files: {
      "clouds.yaml": bare(
        `auth_type: v3applicationcredential\nauth: {${URL}, application_credential_name: n, application_credential_secret: s, username: u, user_domain_name: D}`,
      ),
    },
    passedAs: "name",
  },
  {
    name: "an application credential beside a password, which no client takes",
    files: {
      "clouds.yaml": lab(
        "auth_type: v3applicationcredential",
        "application_credential_id: i, application_credential_secret: s",
      ),
    },
    refused: /clouds\.yaml:3: cloud "lab": auth has password, which auth_type v3applicationcredential does not use/,
  },
  {
    name: "a password beside an application credential, which no client takes",
    files: {
      "clouds.yaml": lab("auth_type: password", "application_credential_id: i, application_credential_secret: s"),
    },
    refused: /auth has application_credential_id[^]*auth has application_credential_secret/,
  },
  {
    name: "a token",
    files: { "clouds.yaml": bare(`auth_type: v3token\nauth: {${URL}, token: t, project_id: p}`) },
    passedAs: "name",
  },
  {
    name: "auth_token, the older name",
    files: { "clouds.yaml": bare(`auth_type: token\nauth: {${URL}, auth_token: t, project_id: p}`) },
    passedAs: "arguments",
  },
  {
    name: "a token beside a password, which no client takes",
    files: { "clouds.yaml": lab("", "token: stale") },
    refused: /auth has token, which auth_type password does not use\. Remove it/,
  },
  {
    name: "an anchor and a merge",
    files: {
      "clouds.yaml": `x: &auth {${URL}, username: u, password: p, user_domain_name: D, project_domain_name: D}\n${bare("auth: {<<: *auth, project_name: p1}")}`,
    },
  },
  {
    name: "a key twice is refused",
    files: { "clouds.yaml": lab("region_name: One\nregion_name: Two") },
    refused: /clouds\.yaml is not valid YAML: Map keys must be unique at line \d+/,
  },
];
