import { list } from "../kinds/list";
import { text } from "../kinds/kind";
import { providerUrl } from "../kinds/urls";
import { providerSecret } from "../kinds/providers";
import { HUB_RESTARTS, saying } from "./effects";
import { defaulted, optional, type Group } from "./setting";

const NEEDED = "authenticator oidc needs it";

export const oidc = {
  title: "OpenID Connect",
  settings: {
    issuer: optional("oidcIssuer", providerUrl("https://login.example.org/realms/lab"), {
      description: "The provider's issuer: the URL below which /.well-known/openid-configuration is.",
      unset: NEEDED,
      example: "https://login.example.org/realms/lab",
      effect: HUB_RESTARTS,
    }),
    clientId: optional("oidcClientId", text("the client id that the provider gave"), {
      description: "The hub's client id at the provider.",
      unset: NEEDED,
      example: "jupyterhub",
      effect: HUB_RESTARTS,
    }),
    clientSecret: optional("oidcClientSecret", providerSecret, {
      description: "The hub's client secret at the provider. It goes to the server over SSH only.",
      unset: NEEDED,
      secret: "typed",
      effect: HUB_RESTARTS,
    }),
    scopes: defaulted("oidcScopes", list(text("a scope")), {
      description: "What the hub asks the provider for; openid is one of them.",
      value: ["openid", "profile", "email"],
      example: ["openid", "profile", "groups"],
      effect: HUB_RESTARTS,
    }),
    usernameClaim: defaulted("oidcUsernameClaim", text("the name of a claim"), {
      description:
        "The claim with a person's name in the hub. It must be unique at the provider, and one that people cannot change by themselves.",
      value: "preferred_username",
      example: "uid",
      effect: HUB_RESTARTS,
    }),
    groupsClaim: optional("oidcGroupsClaim", text("the name of a claim"), {
      description: "The claim with a person's groups; of a claim in a claim: realm_access.roles.",
      unset: "the provider's groups are not looked at",
      example: "groups",
      effect: saying(HUB_RESTARTS, "groups are read at each login"),
    }),
    name: optional("oidcName", text("some words"), {
      description: "What the button on the login page calls the provider.",
      unset: "the issuer's host",
      example: "Example University",
      effect: HUB_RESTARTS,
    }),
  },
} satisfies Group;
