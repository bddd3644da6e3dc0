import { matching, text } from "../kinds/kind";
import { IN_PLACE, NOT_MEANT, saying } from "./effects";
import { optional, type Group } from "./setting";

export const cloud = {
  title: "The cloud",
  settings: {
    cloud: optional("cloud", text("the name of an entry of clouds.yaml"), {
      description: "The entry of clouds.yaml to deploy to.",
      unset: "`OS_CLOUD`, else the stack's name, else the environment of an RC file, else the only entry",
      example: "genouest",
      effect: saying(NOT_MEANT, "the other account has none of it"),
    }),
    region: optional("region", text("the name of a region"), {
      description: "Region of the cloud, where its entry has several.",
      unset: "the entry's first",
      example: "GRA11",
      effect: saying(NOT_MEANT, "the other region has none of it"),
    }),
    name: optional(
      "name",
      // The server's host name comes from it, and a host name has no other characters.
      matching(/^[a-z]([a-z0-9-]{0,48}[a-z0-9])?$/i, 'a letter, then letters, digits and "-", 50 at most'),
      {
        description: "First part of the name of everything that is made in the cloud.",
        unset: "`jupyterhub-<stack>`",
        example: "jupyterhub",
        effect: saying(
          IN_PLACE,
          "renames; key pair, floating IP's association and the server's host name stay. A URL with the name in it changes too, as by publicUrl",
        ),
      },
    ),
  },
} satisfies Group;
