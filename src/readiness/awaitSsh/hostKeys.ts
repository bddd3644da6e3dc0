/** Whether the console log, which comes from the cloud and not over the network path to the server, names a host key. */
export type Verdict = "confirmed" | "contradicted" | "notPrinted";

const BLOCK = /-----BEGIN SSH HOST KEY KEYS-----([^]*?)-----END SSH HOST KEY KEYS-----/g;

/**
 * Compares the key that a server showed with those that its cloud-init printed on the console.
 *
 * @param hostKey "ssh-ed25519 AAAA…"
 */
export function judgeHostKey(consoleLog: string, hostKey: string): Verdict {
  const [type = "", key = ""] = hostKey.split(" ");
  const printed = [...consoleLog.matchAll(BLOCK)]
    .flatMap(([, block = ""]) => block.split(/\r?\n/))
    .map((line) => line.trim().split(" "))
    .filter(([printedType]) => printedType === type);
  if (printed.length === 0) {
    return "notPrinted";
  }
  return printed.some(([, printedKey]) => printedKey === key) ? "confirmed" : "contradicted";
}
