import { lab, type Case } from "../case";

const TWO =
  "regions:\n  - One\n  - name: Two\n    values: {auth: {project_name: two}, verify: false, interface: internal}";

/** Regions, interfaces, addresses and networks. */
export const REGIONS: Case[] = [
  { name: "region_name", files: { "clouds.yaml": lab("region_name: One") }, passedAs: "name" },
  { name: "no region", files: { "clouds.yaml": lab() } },
  { name: "of several the first", files: { "clouds.yaml": lab(TWO) } },
  { name: "one with values", files: { "clouds.yaml": lab(TWO) }, region: "Two", passedAs: "arguments" },
  {
    name: "one of a list of names",
    files: { "clouds.yaml": lab("regions: [One, Two]") },
    region: "Two",
    passedAs: "name",
  },
  {
    name: "region_name as a list",
    files: { "clouds.yaml": lab("region_name: [One, Two]") },
    region: "Two",
    passedAs: "arguments",
  },
  { name: "region_name with commas", files: { "clouds.yaml": lab("region_name: One,Two") }, region: "Two" },
  { name: "regions beat region_name", files: { "clouds.yaml": lab("regions: [One, Two]\nregion_name: Two") } },
  {
    name: "an unknown region",
    files: { "clouds.yaml": lab("regions: [One, Two]") },
    region: "one",
    refused: /clouds\.yaml:3: there is no region "one" \(setting region\)\. There are: One, Two; capitals count/,
  },
  { name: "a region where the entry names none", files: { "clouds.yaml": lab() }, region: "Any" },
  {
    name: "{region_name} in auth_url",
    files: { "clouds.yaml": lab("region_name: One").replace("keystone.example", "{region_name}.example") },
    passedAs: "arguments",
  },
  { name: "interface", files: { "clouds.yaml": lab("interface: internal") } },
  {
    name: "interface: the first of a list",
    files: { "clouds.yaml": lab("interface: [admin, public]") },
    otherwise: ({ interface: side }) => {
      if (side !== "admin") throw new Error(side);
    },
    passedAs: "arguments",
  },
  {
    name: "endpoint_type, the older name",
    files: { "clouds.yaml": lab("endpoint_type: internal") },
    otherwise: ({ interface: side }) => {
      if (side !== "internal") throw new Error(side);
    },
  },
  {
    name: "an unknown interface",
    files: { "clouds.yaml": lab("interface: private") },
    refused: /interface is "private"\. Allowed: public, internal, admin/,
  },
  {
    name: "compute_endpoint_override",
    files: { "clouds.yaml": lab("compute_endpoint_override: https://nova.example/v2.1") },
    passedAs: "name",
  },
  {
    name: "{region_name} in an override",
    files: {
      "clouds.yaml": lab('region_name: One\ncompute_endpoint_override: "https://{region_name}.nova.example/v2.1"'),
    },
  },
  {
    name: "volume_endpoint_override",
    files: { "clouds.yaml": lab("volume_endpoint_override: https://cinder.example/v3") },
  },
  {
    name: "networks: the one that routes externally",
    files: { "clouds.yaml": lab("networks:\n  - {name: inside}\n  - {name: public, routes_externally: true}") },
  },
  { name: "external_network, the older name", files: { "clouds.yaml": lab("external_network: public") } },
];
