import type { Mapping } from "./values";

const DEFAULT_DOMAINS = { user_domain_name: "Default", project_domain_name: "Default" };

function identity(auth_url: string, ...regions: string[]): Mapping {
  return { auth: { auth_url }, regions };
}

/** Public clouds that an entry may name as its `profile`; the same that openstacksdk knows, as far as they offer Identity v3. */
export const VENDORS: Readonly<Record<string, Mapping>> = {
  auro: {
    auth: { auth_url: "https://api.van2.auro.io:5000/v3", ...DEFAULT_DOMAINS },
    region_name: "RegionOne",
  },
  binero: identity("https://auth.binero.cloud:5000/v3", "europe-se-1"),
  citycloud: identity("https://{region_name}.citycloud.com:5000/v3/", "Buf1", "Fra1", "Sto2", "Kna1", "dx1", "tky1"),
  dreamcompute: { auth: { auth_url: "https://iad2.dream.io:5000" }, region_name: "RegionOne" },
  elastx: { auth: { auth_url: "https://ops.elastx.cloud:5000/v3" }, region_name: "se-sto" },
  entercloudsuite: identity("https://api.entercloudsuite.com/", "it-mil1", "nl-ams1", "de-fra1"),
  limestonenetworks: {
    auth: { auth_url: "https://auth.cloud.lstn.net:5000/v3" },
    regions: ["us-dfw-1", "us-slc"].map((name) => ({
      name,
      values: { networks: [{ name: "Public Internet", routes_externally: true }] },
    })),
  },
  otc: identity("https://iam.{region_name}.otc.t-systems.com/v3", "eu-de", "eu-nl"),
  "otc-swiss": identity("https://iam-pub.eu-ch2.sc.otc.t-systems.com/v3", "eu-ch2"),
  ovh: { profile: "https://ovhcloud.com" },
  "ovh-us": {
    auth: { auth_url: "https://auth.cloud.ovh.us/", ...DEFAULT_DOMAINS },
    regions: ["US-EAST-VA-1", "US-WEST-OR-1", "US-EAST-VA", "US-WEST-OR"],
  },
  switchcloud: identity("https://identity.compute.cloud.switch.ch/v3", "zhw", "zhc"),
  switchengines: identity("https://keystone.cloud.switch.ch:5000/v3", "LS", "ZH"),
  vexxhost: { profile: "https://vexxhost.com" },
  zetta: identity("https://identity.api.zetta.io/v3", "no-osl1"),
};

/** Profiles of openstacksdk that lead nowhere any more, and why. */
export const GONE: Readonly<Record<string, string>> = {
  betacloud: "the cloud has closed",
  bluebox: "it never named an auth_url; write it into the entry",
  catalyst: "its Identity v2 is gone; write the v3 auth_url into the entry",
  conoha: "its Identity v2 is gone; write the v3 auth_url into the entry",
  fuga: "its address answers no more; write the present auth_url into the entry",
  ibmcloud: "the cloud has closed",
  internap: "the cloud has closed",
  rackspace: "it offers Identity v2 only, which this program cannot use",
  ultimum: "the cloud has closed",
  unitedstack: "the cloud has closed",
};
