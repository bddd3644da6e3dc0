import type { SchemaValues } from "../schema/schema";

/** The settings as far as they could be read; undefined: not set, or refused. */
export type ReadValues = { readonly [G in keyof SchemaValues]: Partial<SchemaValues[G]> };

/** A setting that does not go with the others. */
export interface Conflict {
  readonly key: string;
  /** Completes a sentence that begins with the key. */
  readonly problem: string;
}
