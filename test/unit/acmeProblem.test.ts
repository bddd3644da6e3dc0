import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { suite, test } from "node:test";

const LIBRARY = "cloud-init/files/opt/jupyterhub/lib";
const PROGRAM = `
import json, sys
sys.path.insert(0, "${LIBRARY}")
from hubserver import acme_problem
log = sys.stdin.read()
print(json.dumps([acme_problem.gave_up(log), acme_problem.reason(log)]))`;

/** What the server's program makes of lines of Caddy's log. */
function understood(...entries: readonly (object | string)[]): [boolean, string] {
  const input = entries.map((entry) => (typeof entry === "string" ? entry : JSON.stringify(entry))).join("\n");
  return JSON.parse(execFileSync("python3", ["-B", "-c", PROGRAM], { input, encoding: "utf8" })) as [boolean, string];
}

const challenge = (way: string, problem: string, error: string) => ({
  logger: "http.acme_client",
  msg: "challenge failed",
  challenge_type: way,
  problem_type: `urn:ietf:params:acme:error:${problem}`,
  error,
});
const retry = (error: string) => ({
  logger: "tls.obtain",
  msg: "will retry",
  error: `[hub.example.org] Obtain: ${error} (ca=https://acme.example.org/dir)`,
});

suite("why an ACME server gives no certificate", () => {
  test("both challenges' reasons, in its words, and what to do", () => {
    const log = [
      challenge("tls-alpn-01", "connection", "192.0.2.7: Connection refused"),
      challenge("http-01", "connection", "192.0.2.7: Timeout during connect."),
      retry("[hub.example.org] solving challenges: no solvers available"),
    ];
    assert.deepEqual(understood(...log), [
      true,
      "tls-alpn-01: 192.0.2.7: Connection refused; http-01: 192.0.2.7: Timeout during connect. " +
        "Everybody must reach ports 80 and 443 of this server: see webCidrs, and firewalls on the way.",
    ]);
  });

  for (const [problem, advice] of [
    ["dns", /A, AAAA, CAA/],
    ["caa", /CAA record/],
    ["unauthorized", /Something else answers/],
  ] as const) {
    test(`what to do about ${problem}`, () => {
      assert.match(understood(challenge("http-01", problem, "No"))[1], advice);
    });
  }

  test("a rate limit", () => {
    const [, reason] = understood(
      retry("creating new order: HTTP 429 urn:ietf:params:acme:error:rateLimited - too many certificates"),
    );
    assert.match(reason, /^creating new order: .*too many certificates\. Wait as long as it says/);
  });

  test("a server that cannot be reached, and one that is not trusted", () => {
    assert.match(understood(retry("dial tcp 192.0.2.9:443: connection refused"))[1], /refused\. Is acmeServer right/);
    assert.match(understood(retry("x509: certificate signed by unknown authority"))[1], /caCertificates\.$/);
  });

  test("what will pass by the next try is no end", () => {
    assert.equal(understood(retry("response had invalid Retry-After header: Thu, 26 Nov 2026"))[0], false);
  });

  test("nothing of it in the log", () => {
    assert.deepEqual(understood("not JSON", "7", { msg: "serving initial configuration" }), [false, ""]);
  });
});
