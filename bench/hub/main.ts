/**
 * main [ROUNDS]: the hub of the rendered user data and a plain JupyterHub on one server in a container, in turn. Writes
 * docs/hub-speed.md; ends with an error when an aim is missed. ROUNDS: 3 when left out.
 */
import { join } from "node:path";
import { down } from "../../test/container/lib/machine";
import { measure } from "./measure";
import { makeOurs } from "./ours";
import { makePlain } from "./plain";
import { aims, writeReport, type Round } from "./report";

const OURS = names("ours");
const PLAIN = names("plain");

function names(prefix: string): [string, ...string[]] {
  const name = (number: number) => `${prefix}${String(number)}`;
  return [name(0), ...Array.from({ length: 9 }, (_, index) => name(index + 1))];
}

async function main(count = "3"): Promise<void> {
  const rounds: Round[] = [];
  try {
    const hub = await makeOurs(OURS);
    const plainHub = await makePlain(PLAIN);
    await hub.stop();
    for (let round = 1; round <= Number(count); round += 1) {
      const ours = await measure(hub, OURS);
      const plain = await measure(plainHub, PLAIN);
      rounds.push({ ours, plain });
      console.log(`round ${String(round)}:`, { ours, plain });
    }
  } finally {
    down();
  }
  await writeReport(join(__dirname, "../../docs/hub-speed.md"), rounds, OURS.length);
  const found = aims(rounds);
  for (const { what, found: figure, met } of found) console.log(`${met ? "met" : "MISSED"}: ${what}: ${figure}`);
  const missed = found.filter(({ met }) => !met).length;
  console.log(`${String(found.length - missed)} passed, ${String(missed)} failed`);
  process.exitCode = missed === 0 ? 0 : 1;
}

void main(...(process.argv.slice(2) as [string?]));
