import { lasting } from "../people";
import { STACK, type StackFile } from "../stack";

/** Settings that change, and what shows on the running hub that they hold. */
export interface Row {
  /** The lines of the stack file that are others than in the round before. */
  readonly settings: StackFile;
  /** What must be so before they change. */
  readonly prepare?: () => Promise<void>;
  /** @param said by `pulumi up` */
  readonly seen: (said: string) => Promise<void>;
}

/** Those whose servers start and stop meanwhile; ada's runs all the time. */
export const hedy = lasting("hedy", "a hopping frequency");
export const alan = lasting("alan", "an undecidable problem");

/** Lines as they were before any round. */
export const asBefore = (...keys: readonly string[]): StackFile =>
  Object.fromEntries(keys.map((key) => [key, STACK[key]]));
