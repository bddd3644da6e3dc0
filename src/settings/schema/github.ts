import { list } from "../kinds/list";
import { matching, text } from "../kinds/kind";
import { providerSecret } from "../kinds/providers";
import { providerUrl } from "../kinds/urls";
import { HUB_RESTARTS } from "./effects";
import { defaulted, optional, type Group } from "./setting";

const NEEDED = "authenticator github needs it";

const organization = matching(
  /^[A-Za-z0-9][A-Za-z0-9-]*(:[\w.-]+)?$/,
  "the name of an organization as its URL has it, or one of its teams as organization:team",
);

export const github = {
  title: "GitHub",
  settings: {
    url: defaulted("githubUrl", providerUrl("https://github.example.org"), {
      description: "GitHub, or an Enterprise server of one's own.",
      value: "https://github.com",
      example: "https://github.example.org",
      effect: HUB_RESTARTS,
    }),
    clientId: optional("githubClientId", text("the client id of an OAuth app"), {
      description: "The client id of the hub's OAuth app.",
      unset: NEEDED,
      example: "Ov23liAbCdEf",
      effect: HUB_RESTARTS,
    }),
    clientSecret: optional("githubClientSecret", providerSecret, {
      description: "The client secret of the hub's OAuth app. It goes to the server over SSH only.",
      unset: NEEDED,
      secret: "typed",
      effect: HUB_RESTARTS,
    }),
    organizations: defaulted("githubOrganizations", list(organization), {
      description:
        "Whose members may enter. Each is a group of the hub too, and so are an organization's teams, as organization:team.",
      value: [],
      example: ["my-lab", "my-school:biology-2026"],
      effect: HUB_RESTARTS,
    }),
  },
} satisfies Group;
