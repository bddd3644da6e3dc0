import { matching } from "./kind";

/** An e-mail address. */
export const emailAddress = matching(
  /^[\w.+-]+@[a-z0-9-]+(\.[a-z0-9-]+)+$/i,
  "an e-mail address such as hub@example.org",
);
