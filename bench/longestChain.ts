/** One thing that is done after others. */
export interface Task {
  readonly name: string;
  /** How long it takes by itself. */
  readonly seconds: number;
  /** Names of the tasks that end before it begins. A name that is no task takes no time. */
  readonly after: readonly string[];
}

/** Tasks of which each waits for the one before. */
export interface Chain {
  readonly tasks: readonly Task[];
  readonly seconds: number;
}

/**
 * The longest chain: what all takes at least, however much is done side by side.
 *
 * @throws Error when tasks wait for each other in a circle
 */
export function longestChain(tasks: readonly Task[]): Chain {
  const byName = new Map(tasks.map((task) => [task.name, task]));
  const known = new Map<string, Chain>();
  const begun = new Set<string>();

  function endingWith(task: Task): Chain {
    const found = known.get(task.name);
    if (found !== undefined) return found;
    if (begun.has(task.name)) throw new Error(`${task.name} waits for itself`);
    begun.add(task.name);
    const before = longest(task.after.flatMap((name) => byName.get(name) ?? []).map(endingWith));
    const chain = { tasks: [...before.tasks, task], seconds: before.seconds + task.seconds };
    known.set(task.name, chain);
    return chain;
  }
  return longest(tasks.map(endingWith));
}

function longest(chains: readonly Chain[]): Chain {
  return chains.reduce((best, chain) => (chain.seconds > best.seconds ? chain : best), { tasks: [], seconds: 0 });
}
