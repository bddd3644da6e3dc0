import { RunError } from "@pulumi/pulumi";

/**
 * Collects what is wrong, so that the user sees every problem at once and before anything is created.
 *
 * Each problem is one full sentence or two: what is wrong, where, what is allowed, what to do.
 */
export class Problems {
  private readonly found: string[] = [];

  /** Notes a problem; what several checks stumble on is said once. */
  add(problem: string): void {
    if (!this.found.includes(problem)) {
      this.found.push(problem);
    }
  }

  /** Throws one RunError (which Pulumi shows without a stack trace) with all problems, if there are any. */
  throwIfAny(heading: string): void {
    if (this.found.length > 0) {
      throw new RunError([heading, ...this.found.map((problem) => `  - ${problem}`)].join("\n"));
    }
  }
}
