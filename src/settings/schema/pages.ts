import { announcement, contact, hubTitle } from "../kinds/told";
import { IN_PLACE, saying } from "./effects";
import { optional, type Group } from "./setting";

const AT_ONCE = saying(IN_PLACE, "a page has it when it is loaded again");

export const pages = {
  title: "What people are told",
  settings: {
    announcement: optional("announcement", announcement, {
      description:
        "A few lines that each page of the hub shows, the login page too, so everybody can read them; plain text, in which addresses become links. A mapping has it in English and French.",
      unset: "nothing is announced",
      example: "The hub is away on Friday from 12:00 to 12:30. https://status.example.org",
      effect: AT_ONCE,
    }),
    contact: optional("contact", contact, {
      description: "Whom people ask; each page of the hub shows it, the login page too.",
      unset: "nobody is named",
      example: "hub@example.org",
      effect: AT_ONCE,
    }),
    title: optional("hubTitle", hubTitle, {
      description: "What the hub is called, beside the logo and in the titles of its pages.",
      unset: "JupyterHub, and nothing beside the logo",
      example: "Genomics course 2027",
      effect: AT_ONCE,
    }),
  },
} satisfies Group;
