import { RunError } from "@pulumi/pulumi";

/** An error that is meant for people: Pulumi shows its message alone. */
export class UserError extends RunError {
  constructor(message: string) {
    super(message);
    // Nobody sees the stack trace, and making it takes Pulumi 20 s: each place is looked up in the source maps of all modules.
    this.stack = message;
  }
}
