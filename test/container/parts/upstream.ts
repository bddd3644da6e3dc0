import assert from "node:assert/strict";
import { test } from "node:test";
import { request } from "undici";
import { passes } from "../lib/deepCheck";
import { promised } from "../lib/effects/promised";
import { HubClient } from "../lib/hubClient";
import { Kernel, runCell } from "../lib/kernel";
import { ADDRESS, eventually, execute, HOST_ADDRESS, shell, SLOT, startFront } from "../lib/machine";
import { adaAtWork, administrator } from "../lib/people";
import { restartedBy } from "../lib/processes";
import { ADMIN, up } from "../lib/stack";

const PORT = 8443 + SLOT;
const URL = `https://localhost:${String(PORT)}`;
/** The address of the proxy in front, as the server sees it. */
const PROXY = HOST_ADDRESS;
/** Where the visitor comes from, as the proxy sees it. */
const VISITOR = "127.0.0.77";

const LINES = { tls: "upstream", publicUrl: URL, webCidrs: [`${PROXY}/32`] };
const MORE_CIDRS = { ...LINES, webCidrs: [`${PROXY}/32`, "192.0.2.7/32"] };
const hubLog = () => shell("journalctl --no-pager --output=cat --unit=jupyterhub.service --since=-2min");

/** Behind a cloud's HTTPS proxy, and back. */
export function upstream(): void {
  let kernel: Kernel;
  let visitor: HubClient;

  test("tls upstream is applied in place: no certificate of the server's own, and the user's kernel goes on", async () => {
    kernel = await Kernel.start(await adaAtWork());
    await kernel.run("kept = 'still here'");
    let stdout = "";
    const restarted = await restartedBy(async () => ({ stdout } = await up(LINES)));
    assert.deepEqual(restarted, promised({}, LINES));
    assert.deepEqual(Object.keys(JSON.parse(stdout) as object), ["hubVersion"]);
    const ports = await shell("ss --listening --tcp --no-header --numeric | awk '{ print $4 }'");
    assert.match(ports, /:80$/m);
    assert.doesNotMatch(ports, /:443$/m);
  });

  test("people log in, start servers and run cells through the proxy", async () => {
    visitor = new HubClient(URL, ADMIN.name, ADMIN.password, await startFront(PORT), VISITOR);
    await eventually("the proxy leads to the hub", 30, async () => {
      const answer = await visitor.request("GET", "/hub/health").catch(() => undefined);
      return answer?.status === 200;
    });
    assert.equal(await visitor.logIn(), true);
    await visitor.spawn();
    assert.equal(await runCell(visitor, "print(6 * 7)"), "42");
  });

  test("cookies are for HTTPS alone", async () => {
    const url = `http://${ADDRESS}/hub/login`;
    const page = await request(url, { headers: { "Sec-Fetch-Mode": "navigate" } });
    await page.body.dump();
    const [xsrf = ""] = [page.headers["set-cookie"] ?? []].flat();
    const fields = { username: ADMIN.name, password: ADMIN.password, _xsrf: /=([^;]*)/.exec(xsrf)?.[1] ?? "" };
    const answer = await request(url, {
      method: "POST",
      headers: { Cookie: xsrf, "Content-Type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams(fields).toString(),
    });
    await answer.body.dump();
    const cookies = [xsrf, ...[answer.headers["set-cookie"] ?? []].flat()];
    assert.ok(
      cookies.some((cookie) => cookie.startsWith("jupyterhub-hub-login=")),
      cookies.join("\n"),
    );
    for (const cookie of cookies) assert.match(cookie, /; secure/i);
  });

  test("the hub knows the visitor's address by the proxy, and not what the visitor says of himself", async () => {
    assert.match(await hubLog(), new RegExp(`${ADMIN.name}@${VISITOR.replaceAll(".", "\\.")}`));
    const forwarded = "203.0.113.9, 192.0.2.8";
    await (
      await request(`http://${ADDRESS}/hub/no-such-page`, { headers: { "X-Forwarded-For": forwarded } })
    ).body.dump();
    const [line = ""] = (await hubLog()).split("\n").filter((text) => text.includes("no-such-page"));
    assert.match(line, /@192\.0\.2\.8\b/);
  });

  test("whoever is not the proxy gets no answer", async () => {
    const python = `import urllib.request; urllib.request.urlopen("http://${ADDRESS}/hub/health", timeout=10)`;
    assert.match((await execute(["/usr/bin/python3", "-c", python])).stderr, /closed connection without response/);
  });

  test("the deep check comes as the proxy does", async () => {
    await passes();
  });

  test("another address of the proxy: the web server alone restarts", async () => {
    assert.deepEqual(await restartedBy(() => up(MORE_CIDRS)), promised(LINES, MORE_CIDRS));
    assert.match(await shell("cat /etc/caddy/Caddyfile"), /remote_ip .* 192\.0\.2\.7\/32$/m);
  });

  test("back to the server's own certificate, with the kernel of before", async () => {
    assert.deepEqual(await restartedBy(() => up({})), promised(MORE_CIDRS, {}));
    assert.equal((await administrator().request("GET", "/hub/health")).status, 200);
    assert.equal(await kernel.run("print(kept)"), "still here");
    await visitor.api("DELETE", `/users/${ADMIN.name}/server`);
  });
}
