import { UserError } from "./userError";

/** All problems of one kind. */
export class ProblemsError extends UserError {
  constructor(
    heading: string,
    readonly problems: readonly string[],
  ) {
    super([heading, ...problems.map((problem) => `  - ${problem}`)].join("\n"));
  }
}

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

  /** In the order in which they were found. */
  get all(): readonly string[] {
    return this.found;
  }

  /** Throws one error with all problems, if there are any. */
  throwIfAny(heading: string): void {
    if (this.found.length > 0) {
      throw new ProblemsError(heading, this.found);
    }
  }
}
