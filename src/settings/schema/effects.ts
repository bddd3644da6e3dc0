/** What a change may restart on the server; users' servers and the hub's proxy go on in any case. */
export type Restarted = "hub" | "web server";

/** What else may hold when a setting changes. */
export type Circumstance = "tls upstream" | "a provider of accounts";

/** What `pulumi up` does when a setting has changed on a running hub. */
export interface Effect {
  /**
   * "nothing": neither server nor hub notice. "in place": at once, the server in the cloud stays as it is.
   * "next generation": nothing until the setting generation is raised. "reboot", "replacement": of the server.
   * "not meant": the stack must be destroyed first.
   */
  readonly kind: "nothing" | "in place" | "next generation" | "reboot" | "replacement" | "not meant";
  /** None for any kind but "in place". */
  readonly restarts: readonly Restarted[];
  /** What restarts beside them where any of the circumstances holds. */
  readonly also?: { readonly restarts: Restarted; readonly circumstances: readonly Circumstance[] };
  /** More about it, for people. */
  readonly words?: string;
}

const effect = (kind: Effect["kind"], ...restarts: readonly Restarted[]): Effect => ({ kind, restarts });

export const NOTHING = effect("nothing");
export const IN_PLACE = effect("in place");
export const HUB_RESTARTS = effect("in place", "hub");
export const WEB_SERVER_RESTARTS = effect("in place", "web server");
export const NEXT_GENERATION = effect("next generation");
export const SERVER_RESTARTS = effect("reboot");
export const SERVER_REPLACED = effect("replacement");
export const NOT_MEANT = effect("not meant");

/** The effect, with more about it; the words complete what effectWords says. */
export const saying = (of: Effect, words: string): Effect => ({ ...of, words });

/** The effect, with what restarts too where any of the circumstances holds. */
export const also = (of: Effect, restarts: Restarted, ...circumstances: readonly Circumstance[]): Effect => ({
  ...of,
  also: { restarts, circumstances },
});

/** The effect as the docs have it. */
export function effectWords(effect: Effect): string {
  const restarting = effect.restarts.length === 0 ? undefined : `the ${effect.restarts.join(" and the ")} restarts`;
  const more = effect.also && `the ${effect.also.restarts} restarts with ${effect.also.circumstances.join(" or ")}`;
  return [KIND_WORDS[effect.kind], restarting, more, effect.words].filter((part) => part !== undefined).join("; ");
}

const KIND_WORDS: Readonly<Record<Effect["kind"], string>> = {
  nothing: "none",
  "in place": "in place",
  "next generation": "next generation",
  reboot: "**the server restarts**, users' servers end",
  replacement: "**replaces the server**, users' servers end; data stays",
  "not meant": "do not: destroy first",
};
