import { refuse, type Kind } from "./kind";

/** A whole number from `least` on. */
export function integer(unit: string, least: number): Kind<number> {
  return {
    allowed: `a whole number of ${unit}, ${String(least)} or more`,
    parse(text) {
      const value = Number(text);
      return /^\d+$/.test(text) && Number.isSafeInteger(value) && value >= least ? value : refuse(text);
    },
  };
}

/** A number above zero, fractions too. */
export function positive(unit: string): Kind<number> {
  return {
    allowed: `a number of ${unit} above 0, such as 0.5 or 2`,
    parse(text) {
      const value = Number(text);
      return /^\d+(\.\d+)?$/.test(text) && Number.isFinite(value) && value > 0 ? value : refuse(text);
    },
  };
}
