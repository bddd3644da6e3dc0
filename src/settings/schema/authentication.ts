import { choice } from "../kinds/kind";
import { list } from "../kinds/list";
import { hubGroup } from "../kinds/providers";
import { github } from "./github";
import { gitlab } from "./gitlab";
import { ldap } from "./ldap";
import { oidc } from "./oidc";
import { HUB_RESTARTS, saying } from "./effects";
import { defaulted, type Group } from "./setting";

/** The settings of each provider of accounts, by the word that chooses it. */
export const PROVIDERS = {
  oidc,
  github,
  gitlab,
  ldap,
} satisfies Record<string, Group>;

export type Provider = keyof typeof PROVIDERS;
export const PROVIDER_NAMES = Object.keys(PROVIDERS) as Provider[];

/** Who vouches for people: the hub's own accounts, or a provider beside the administrator's own account. */
export type Authenticator = "native" | Provider;

export const authentication = {
  title: "Accounts",
  settings: {
    authenticator: defaulted("authenticator", choice<Authenticator>("native", ...PROVIDER_NAMES), {
      description:
        "Whose accounts people log in with: the hub's own, with sign-up that an administrator approves (native), or those of a provider; docs/authentication.md has each. The administrator in adminUser always has a password of the hub's own.",
      value: "native",
      example: "native",
      effect: saying(
        HUB_RESTARTS,
        "everybody logs in anew. Homes go by the name: who has a name at the provider gets the home of that name",
      ),
    }),
    allowedGroups: defaulted("allowedGroups", list(hubGroup), {
      description:
        "With a provider: groups whose members may enter, besides allowedUsers; groups of the provider, or those in groups. Both empty: everybody whom the provider lets in.",
      value: [],
      example: ["biology-2026"],
      effect: HUB_RESTARTS,
    }),
  },
} satisfies Group;
