import assert from "node:assert/strict";
import { test } from "node:test";
import { Authority, type Pair } from "../../support/certificates";
import { passes } from "../lib/deepCheck";
import { Kernel } from "../lib/kernel";
import { ADDRESS, eventually, execute, shell, type Answer } from "../lib/machine";
import { adaAtWork, administrator } from "../lib/people";
import { filesOf, hubApply } from "../lib/stack";
import { headersFor, serialOf, shownTo } from "../lib/tls";

const NAME = "hub.example.test";

/** A certificate of one's own, and back. */
export function certificate(): void {
  const authority = new Authority();
  let kernel: Kernel;

  function apply({ certificate: chain, key }: Pair): Promise<Answer> {
    const files = filesOf({
      tls: "files",
      publicUrl: `https://${NAME}/`,
      hosts: [NAME, ADDRESS],
      tlsCertificate: chain,
    });
    return hubApply(files, undefined, undefined, { tlsPrivateKey: key });
  }

  test("tls files is applied in place: the given certificate is served, and the user's kernel goes on", async () => {
    kernel = await Kernel.start(await adaAtWork());
    await kernel.run("kept = 'still here'");
    const { code, stdout, stderr } = await apply(authority.issue(NAME));
    assert.equal(code, 0, stderr);
    assert.deepEqual(Object.keys(JSON.parse(stdout) as object), ["hubVersion"]);
    assert.equal((await shownTo(NAME, authority.certificate)).subject.CN, NAME);
  });

  test("browsers are told to come by HTTPS alone", async () => {
    const { "strict-transport-security": said } = await headersFor(NAME, authority.certificate);
    assert.equal(said, "max-age=15552000");
  });

  test("a visitor of the bare address gets no certificate, and not a wrong one", async () => {
    await assert.rejects(shownTo(undefined, authority.certificate), /alert/i);
  });

  test("the deep check comes by the certificate's name", async () => {
    await passes();
  });

  test("the key is readable for root and the web server alone", async () => {
    const modes = await shell(
      "stat --format '%U %G %a' /etc/caddy/hub-private-key.pem /etc/jupyterhub-openstack/secrets.json",
    );
    assert.equal(modes, "root caddy 640\nroot root 600");
  });

  test("a renewed certificate is served at once", async () => {
    const { serialNumber } = await shownTo(NAME, authority.certificate);
    const renewed = await apply(authority.issue(NAME));
    assert.equal(renewed.code, 0, renewed.stderr);
    assert.notEqual((await shownTo(NAME, authority.certificate)).serialNumber, serialNumber);
  });

  test("an installation that has no key yet waits for it, and goes on when it is brought", async () => {
    await shell("rm /etc/jupyterhub-openstack/secrets.json; systemctl restart --no-block hub-install");
    await eventually("the installation waits for the key", 30, async () => {
      const { stdout } = await execute(["/opt/jupyterhub/bin/hub-status"]);
      return /web running.*waiting for `pulumi up` to bring the certificate's private key/.test(stdout);
    });
    const { code, stderr } = await apply(authority.issue(NAME));
    assert.equal(code, 0, stderr);
    assert.match(stderr, /following it[^]*web done/);
  });

  test("what cannot be used is refused with the reason, and the certificate before stays", async () => {
    const { serialNumber } = await shownTo(NAME, authority.certificate);
    const foreign = await apply({ ...authority.issue(NAME), key: authority.issue(NAME).key });
    const expired = await apply(authority.issue(NAME, 0));
    for (const [{ code, stderr }, reason] of [
      [foreign, /phase web .*tlsCertificate and tlsPrivateKey cannot be used together/],
      [expired, /phase web .*has expired/],
    ] as const) {
      assert.equal(code, 1);
      assert.match(stderr, reason);
    }
    assert.equal((await shownTo(NAME, authority.certificate)).serialNumber, serialNumber);
  });

  test("a configuration that Caddy refuses is refused before the one in force is touched", async () => {
    const started = () => shell("systemctl show --property=ActiveEnterTimestampMonotonic caddy");
    const before = await started();
    const { code, stderr } = await hubApply(filesOf({ publicUrl: `https://${ADDRESS}/ too many words` }));
    assert.equal(code, 1);
    assert.match(stderr, /phase web .*caddy validate/);
    assert.equal(await started(), before);
  });

  test("a change that the web server does not start with is rolled back", async () => {
    const serial = await serialOf(NAME, authority.certificate);
    // The hub's proxy has that port.
    const { certificate: tlsCertificate, key } = authority.issue(NAME);
    const files = filesOf({ tls: "files", publicUrl: `https://${NAME}:8000/`, hosts: [NAME, ADDRESS], tlsCertificate });
    const { code, stderr } = await hubApply(files, undefined, undefined, { tlsPrivateKey: key });
    assert.equal(code, 1);
    assert.match(stderr, /phase web .*caddy/);
    assert.equal(await serialOf(NAME, authority.certificate), serial);
  });

  test("back to the server's own certificate, with the kernel of before", async () => {
    const { code, stderr } = await hubApply();
    assert.equal(code, 0, stderr);
    assert.notEqual((await execute(["test", "-e", "/etc/caddy/hub-private-key.pem"])).code, 0);
    assert.equal((await administrator().request("GET", "/hub/health")).status, 200);
    assert.equal(await kernel.run("print(kept)"), "still here");
  });
}
