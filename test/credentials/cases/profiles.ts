import { VENDORS } from "../../../src/credentials/vendors";
import { lab, type Case } from "../case";

const PUBLIC = `public-clouds:
  home:
    auth: {auth_url: "https://public.example/v3", user_domain_name: P, project_domain_name: P}
    regions: [North, South]
    networks: [{name: outside, routes_externally: true}]
`;
const user = (more: string) =>
  `clouds:\n  lab:\n    auth: {username: u, password: p, project_name: p1, user_domain_name: D, project_domain_name: D}\n${more.replace(/^(?=.)/gm, "    ")}\n`;

// ovh and vexxhost ask an address of theirs, which no test may.
const OFFLINE = Object.keys(VENDORS).filter((name) => VENDORS[name]?.profile === undefined && name !== "otc-swiss");

/** Profiles, from clouds-public.yaml and built in. */
export const PROFILES: Case[] = [
  {
    name: "clouds-public.yaml",
    files: { "clouds.yaml": user("profile: home"), "clouds-public.yaml": PUBLIC },
    passedAs: "arguments",
  },
  {
    name: "cloud, the older name of profile",
    files: { "clouds.yaml": user("cloud: home"), "clouds-public.yaml": PUBLIC },
  },
  {
    name: "a region of the profile",
    files: { "clouds.yaml": user("profile: home"), "clouds-public.yaml": PUBLIC },
    region: "South",
  },
  {
    name: "the entry's own values beat the profile's",
    files: { "clouds.yaml": lab("profile: home\nregion_name: Own\nnetworks: []"), "clouds-public.yaml": PUBLIC },
  },
  {
    name: "clouds-public.yaml beats a built-in profile",
    files: { "clouds.yaml": user("profile: elastx"), "clouds-public.yaml": PUBLIC.replace("home", "elastx") },
  },
  {
    name: "profile otc-swiss, whose address has no scheme in openstacksdk",
    files: { "clouds.yaml": user("profile: otc-swiss") },
    otherwise: ({ auth }) => {
      if (!auth.auth_url.startsWith("https://iam-pub.eu-ch2.")) throw new Error(auth.auth_url);
    },
  },
  ...OFFLINE.map((name): Case => ({
    name: `profile ${name}`,
    files: { "clouds.yaml": user(`profile: ${name}`) },
    passedAs: "arguments",
  })),
  {
    name: "a built-in profile with a region",
    files: { "clouds.yaml": user("profile: otc") },
    region: "eu-nl",
  },
  {
    name: "a profile that nobody knows",
    files: { "clouds.yaml": user("profile: nowhere") },
    refused: /clouds\.yaml:4: there is no profile "nowhere"\. There are: auro, binero/,
  },
  {
    name: "a cloud that has closed",
    files: { "clouds.yaml": user("profile: internap") },
    refused: /the profile "internap" is of no use: the cloud has closed/,
  },
  {
    name: "an unknown region of a profile",
    files: { "clouds.yaml": user("profile: otc") },
    region: "eu-fr",
    refused: /no region "eu-fr".*There are: eu-de, eu-nl/,
  },
];
