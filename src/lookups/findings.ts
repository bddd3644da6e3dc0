import { Problems } from "../settings/problems";

/** What a look at the cloud brings up: problems end the run, warnings are shown and it goes on. */
export class Findings {
  readonly problems = new Problems();
  readonly warnings = new Problems();

  /** Awaits one look; where the cloud cannot be asked that is a problem, and the other looks go on. */
  async look<T>(what: string, look: () => Promise<T>): Promise<T | undefined> {
    try {
      return await look();
    } catch (error) {
      this.problems.add(
        `The cloud cannot be asked for ${what}: ${error instanceof Error ? error.message : String(error)}`,
      );
      return undefined;
    }
  }
}
