/** A snapshot as hub-backup lists it. */
export interface Snapshot {
  readonly id: string;
  /** ISO 8601. */
  readonly time: string;
}

/** The snapshots as a table for people, newest last as they come. */
export function snapshotTable(snapshots: readonly Snapshot[]): string {
  if (snapshots.length === 0) {
    return "There is no snapshot yet.";
  }
  const rows = snapshots.map(
    ({ id, time }) => [id, new Date(time).toISOString().slice(0, 16).replace("T", " ")] as const,
  );
  const width = Math.max(...rows.map(([id]) => id.length));
  return [["snapshot", "time (UTC)"] as const, ...rows].map(([id, time]) => `${id.padEnd(width)}  ${time}`).join("\n");
}
