/** The figures of both hubs, and whether ours are what is aimed at. */
import { occasion, seconds, spread, table, writeFigures } from "../document";
import { median } from "../timed";
import type { Measured } from "./measure";

export interface Round {
  readonly ours: Measured;
  readonly plain: Measured;
}

interface Aim {
  readonly what: string;
  readonly found: string;
  readonly met: boolean;
}

const total = ({ memory }: Measured) => Object.values(memory).reduce((sum, part) => sum + part, 0);

export function aims(rounds: readonly Round[]): Aim[] {
  const change = median(rounds.map(({ ours }) => ours.change));
  const spawn = median(rounds.map(({ ours }) => ours.spawn / ours.alone));
  const memory = median(rounds.map(({ ours }) => total(ours)));
  return [
    { what: "an in-place change within 10 s", found: `${seconds(change)} s`, met: change <= 10 },
    { what: "spawn within 1.2 × the server's command alone", found: `${spawn.toFixed(2)} ×`, met: spawn <= 1.2 },
    {
      what: "all services of an idle hub under 250 MB",
      found: `${seconds(memory * 1.048576)} MB`,
      met: memory * 2 ** 20 < 250e6,
    },
  ];
}

export async function writeReport(file: string, rounds: readonly Round[], users: number): Promise<void> {
  const row = (what: string, of: (measured: Measured) => number): string[] => {
    const [ours, plain] = [rounds.map((round) => of(round.ours)), rounds.map((round) => of(round.plain))];
    return [what, spread(ours), spread(plain), (median(ours) / median(plain)).toFixed(2)];
  };
  const memory = (part: string) => row(`memory: ${part}, MiB`, (measured) => measured.memory[part] ?? 0).slice(0, 3);
  const unchanged = rounds.flatMap(({ ours }) => ours.unchanged ?? []);
  await writeFigures(file, [
    `${occasion()}, ${String(rounds.length)} rounds; median (least–most).`,
    table([
      ["", "this hub", "plain hub", "ratio"],
      row("a changed setting, s", ({ change }) => change),
      ["nothing changed, s", spread(unchanged), "", ""],
      row("from the request to the server ready, s", ({ spawn }) => spawn),
      row("the server's command alone, s", ({ alone }) => alone),
      row("from the click to JupyterLab's launcher, s", ({ click }) => click),
      row(`${String(users)} users at once, until all are ready, s`, ({ crowd }) => crowd),
      row("servers started a second", ({ crowd }) => users / crowd),
      row("memory: all services, nobody's server, MiB", total),
      [...memory("hub"), ""],
      [...memory("proxy"), ""],
      [...memory("caddy"), ""],
      row("memory: each idle user's server, MiB", ({ server }) => server),
    ]),
    table([
      ["aim", "found", "met"],
      ...aims(rounds).map(({ what, found, met }) => [what, found, met ? "yes" : "**no**"]),
    ]),
  ]);
}
