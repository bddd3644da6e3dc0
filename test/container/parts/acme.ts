import assert from "node:assert/strict";
import { test } from "node:test";
import { AcmeServers } from "../lib/acmeServers";
import { Kernel } from "../lib/kernel";
import { ADDRESS, eventually, execute, HOST_ADDRESS, NETWORK, shell, type Answer } from "../lib/machine";
import { adaAtWork, administrator } from "../lib/people";
import { filesOf, hubApply, mustApply } from "../lib/stack";
import { serialOf, shownTo } from "../lib/tls";

const [NAME, OTHER, THIRD] = ["hub.example.test", "course.example.test", "third.example.test"] as const;
/** The address that the server gets beside its own. */
const MOVED = `${NETWORK}.3`;
const STAMP = "/var/lib/jupyterhub-openstack/stamps/caddy.service";
const CADDYFILE = "/etc/caddy/Caddyfile";

/** A certificate from an ACME server (Pebble), and back. */
export function acme(): void {
  let servers: AcmeServers;
  let kernel: Kernel;
  /** Of the certificate that the hub shows for NAME, which no failure may change. */
  let good: string;

  const filesFor = (name: string, acmeServer = servers.lasting.directory, address = ADDRESS) =>
    filesOf({
      tls: "acme",
      address,
      publicUrl: `https://${name}/`,
      hosts: [name, address],
      acmeServer,
      acmeEmail: "hub@example.org",
    });
  const serial = (name: string, server = servers.lasting) => serialOf(name, server.root);

  /** What cannot be had is said, and what was there stays. */
  async function refused(attempt: Answer, reason: RegExp): Promise<void> {
    assert.equal(attempt.code, 1);
    assert.match(attempt.stderr, reason);
    assert.equal(await serial(NAME), good);
    assert.match(await shell(`cat ${CADDYFILE}`), new RegExp(`^https://${NAME} `, "m"));
  }

  test("an ACME server that the server trusts, and the DNS that both ask", async () => {
    servers = await AcmeServers.start();
    kernel = await Kernel.start(await adaAtWork());
    await kernel.run("kept = 'still here'");
  });

  test("a certificate by HTTP alone, in place of the hub's own authority", async () => {
    await servers.closePorts(443);
    const { code, stdout, stderr } = await hubApply(filesFor(NAME));
    await servers.openPorts();
    assert.equal(code, 0, stderr);
    assert.deepEqual(Object.keys(JSON.parse(stdout) as object), ["hubVersion"]);
    good = await serial(NAME);
  });

  test("whoever comes by the bare address or another name gets no certificate, and not a wrong one", async () => {
    for (const name of [undefined, OTHER]) await assert.rejects(shownTo(name, servers.lasting.root), /alert/i);
  });

  test("nothing is asked for again when all is as it was", async () => {
    await mustApply(filesFor(NAME));
    assert.equal(await serial(NAME), good);
  });

  test("a name that leads elsewhere, or nowhere, is refused before the ACME server is asked", async () => {
    await servers.lead(OTHER, "192.0.2.1");
    await refused(
      await hubApply(filesFor(OTHER)),
      /course.example.test: it leads to 192\.0\.2\.1, not to this server \(10\.77/,
    );
    await servers.leadNowhere(THIRD);
    await refused(await hubApply(filesFor(THIRD)), /third.example.test: the DNS has no address for it/);
  });

  test("closed ports: the ACME server's reason is told", async () => {
    await servers.lead(OTHER, ADDRESS);
    await servers.closePorts(80, 443);
    const attempt = await hubApply(filesFor(OTHER));
    await servers.openPorts();
    await refused(
      attempt,
      /No certificate for course.example.test from [^]*http-01: .*refused.*ports 80 and 443 of this server/,
    );
  });

  test("a rate limit: the ACME server's reason is told", async () => {
    const directory = await servers.limited(
      "too many certificates already issued for example.test, retry after tomorrow",
    );
    await refused(await hubApply(filesFor(OTHER, directory)), /too many certificates.*Wait as long as it says/);
  });

  test("an ACME server that nobody answers for, or that the server does not trust", async () => {
    await refused(
      await hubApply(filesFor(OTHER, `https://${HOST_ADDRESS}:9/dir`)),
      /connection refused.*Is acmeServer right/,
    );
    await refused(await hubApply(filesFor(OTHER, await servers.untrusted())), /x509: .*caCertificates/);
  });

  test("another name by TLS-ALPN alone, with port 80 closed; the name before gets none any more", async () => {
    await servers.closePorts(80);
    const attempt = await hubApply(filesFor(OTHER));
    await servers.openPorts();
    assert.equal(attempt.code, 0, attempt.stderr);
    assert.notEqual(await serial(OTHER), good);
    await assert.rejects(shownTo(NAME, servers.lasting.root), /alert/i);
  });

  test("a name that had a certificate gets it again without asking", async () => {
    await servers.closePorts(80, 443);
    const attempt = await hubApply(filesFor(NAME));
    await servers.openPorts();
    assert.equal(attempt.code, 0, attempt.stderr);
    assert.equal(await serial(NAME), good);
  });

  test("at a first boot there is nothing to fall back on: the package's own page is not served, and the next try goes well", async () => {
    await shell(`systemctl stop caddy; rm ${STAMP}; rm -r /srv/data/caddy/certificates/*/${NAME}`);
    await servers.closePorts(80, 443);
    const attempt = await hubApply(filesFor(NAME));
    await servers.openPorts();
    assert.equal(attempt.code, 1);
    assert.match(attempt.stderr, /No certificate for hub.example.test from/);
    assert.equal(await shell("ss --listening --tcp --no-header --numeric 'sport = :80 or sport = :443'"), "");
    await mustApply(filesFor(NAME));
    assert.notEqual(await serial(NAME), good);
    good = await serial(NAME);
  });

  test("the address changes under the name: the certificate stays, and who has to correct the DNS is told", async () => {
    await shell(`ip address add ${MOVED}/24 dev eth0`);
    const moved = filesFor(NAME, undefined, MOVED);
    await servers.lead(NAME, "192.0.2.1");
    assert.match(
      await mustApply(moved),
      /nobody gets here by hub.example.test: it leads to 192\.0\.2\.1, not to this server \(10\.77\.\d+\.3\)/,
    );
    assert.equal(await serial(NAME), good);
    // What follows is renewed by this address.
    await servers.lead(NAME, MOVED);
    assert.doesNotMatch(await mustApply(moved), /nobody gets here/);
    assert.equal(await serial(NAME), good);
  });

  test("a certificate is renewed by itself, and one that cannot be renewed is served on", async () => {
    await mustApply(filesFor(NAME, servers.brief.directory));
    const first = await serial(NAME, servers.brief);
    // Caddy looks each ten minutes.
    await shell(`sed -i '1a renew_interval 1s' ${CADDYFILE} && systemctl restart caddy`);
    await eventually("another certificate is served", 180, async () => (await serial(NAME, servers.brief)) !== first);
    await servers.closePorts(80, 443);
    const last = await shell(`cat /srv/data/caddy/certificates/*/${NAME}/${NAME}.crt | sha256sum`);
    await eventually("a renewal fails", 180, async () =>
      (await shell("journalctl --no-pager --output=cat --unit=caddy --lines=40")).includes("challenge failed"),
    );
    await servers.openPorts();
    assert.equal(await shell(`cat /srv/data/caddy/certificates/*/${NAME}/${NAME}.crt | sha256sum`), last);
    assert.equal((await shownTo(NAME, servers.brief.root)).subjectaltname, `DNS:${NAME}`);
  });

  test("back to the server's own certificate, with the kernel of before", async () => {
    await servers.stop();
    await shell(`ip address delete ${MOVED}/24 dev eth0`);
    await mustApply();
    assert.equal((await administrator().request("GET", "/hub/health")).status, 200);
    assert.equal(await kernel.run("print(kept)"), "still here");
    assert.notEqual((await execute(["test", "-e", "/run/caddy-candidate.json"])).code, 0);
  });
}
