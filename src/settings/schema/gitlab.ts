import { list } from "../kinds/list";
import { matching, text } from "../kinds/kind";
import { providerSecret } from "../kinds/providers";
import { providerUrl } from "../kinds/urls";
import { HUB_RESTARTS } from "./effects";
import { defaulted, optional, type Group } from "./setting";

const NEEDED = "authenticator gitlab needs it";

const group = matching(/^[\w.-]+(\/[\w.-]+)*$/, "the path of a group as its URL has it, such as my-lab/students");

export const gitlab = {
  title: "GitLab",
  settings: {
    url: defaulted("gitlabUrl", providerUrl("https://gitlab.example.org"), {
      description: "GitLab, or a server of one's own.",
      value: "https://gitlab.com",
      example: "https://gitlab.example.org",
      effect: HUB_RESTARTS,
    }),
    clientId: optional("gitlabClientId", text("the application id"), {
      description: "The id of the hub's application in GitLab.",
      unset: NEEDED,
      example: "5f0c9a527d1e4c8b9a52",
      effect: HUB_RESTARTS,
    }),
    clientSecret: optional("gitlabClientSecret", providerSecret, {
      description: "The secret of the hub's application in GitLab. It goes to the server over SSH only.",
      unset: NEEDED,
      secret: "typed",
      effect: HUB_RESTARTS,
    }),
    groups: defaulted("gitlabGroups", list(group), {
      description: "Whose members may enter. Each is a group of the hub too, and so are the groups in it.",
      value: [],
      example: ["my-lab", "my-school/biology-2026"],
      effect: HUB_RESTARTS,
    }),
  },
} satisfies Group;
