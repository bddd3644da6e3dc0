import assert from "node:assert/strict";
import { person } from "../people";
import type { Row } from "./row";

/** To whoever comes to the login page. */
export const TOLD: Row = {
  settings: { announcement: "Closed on Friday.", contact: "hub@example.org", hubTitle: "The hub of the rows" },
  seen: async () => {
    const { text } = await person("nobody", "").request("GET", "/hub/login");
    assert.match(text, />Closed on Friday.<\/pre>/);
    assert.match(text, /href="mailto:hub@example.org"/);
    assert.match(text, /<title>Sign In - The hub of the rows<\/title>/);
  },
};
