import { matching } from "./kind";

/** What a provider of accounts gave the hub to show who it is. Messages never repeat it. */
export const providerSecret = matching(/^[\x21-\x7e]+$/, "one word, as the provider shows it");

/** A group as the hub keeps it: one of the stack's, or one of the provider's by the provider's name. */
export const hubGroup = matching(
  /^[\p{L}\p{N}/][^\p{Cc}]{0,126}$/u,
  "a group's name, one of groups or as the provider writes it, 127 characters at most",
);
