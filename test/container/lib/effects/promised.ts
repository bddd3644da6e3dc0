import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import { SETTINGS } from "../../../../src/settings/schema/schema";
import type { Circumstance, Effect } from "../../../../src/settings/schema/effects";
import { RUNNING, type Running } from "../processes";
import { STACK, type StackFile } from "../stack";

/** What the docs say of a setting. */
export function effectOf(key: string): Effect {
  return SETTINGS.find((setting) => setting.key === key)?.effect ?? assert.fail(`There is no setting ${key}.`);
}

/** The settings that are others in one stack file than in the other. */
export function changed(before: StackFile, after: StackFile): string[] {
  const [one, other] = [before, after].map((lines): StackFile => ({ ...STACK, ...lines }));
  const keys = new Set([before, after].flatMap((lines) => Object.keys(lines)));
  return [...keys].filter((key) => !isDeepStrictEqual(one?.[key], other?.[key]));
}

/** What restarts, by the docs, when the one stack file becomes the other on a running hub; in the order of RUNNING. */
export function promised(before: StackFile, after: StackFile): Running[] {
  const holding = [before, after].flatMap(circumstances);
  const restarts = changed(before, after).flatMap((key) => {
    const effect = effectOf(key);
    assert.equal(effect.kind, "in place", `${key} is changed on a running hub, and the docs say otherwise.`);
    const more = effect.also?.circumstances.some((one) => holding.includes(one)) ? [effect.also.restarts] : [];
    return [...effect.restarts, ...more];
  });
  return RUNNING.filter((one) => restarts.some((restarted) => restarted === one));
}

function circumstances({ tls, authenticator }: StackFile): Circumstance[] {
  const upstream: Circumstance[] = tls === "upstream" ? ["tls upstream"] : [];
  return authenticator === undefined || authenticator === "native" ? upstream : [...upstream, "a provider of accounts"];
}
