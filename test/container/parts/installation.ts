import assert from "node:assert/strict";
import { test } from "node:test";
import { fetch } from "undici";
import { ADDRESS, attachVolume, eventually, execute, shell } from "../lib/machine";
import { administrator, seeCertificateAuthority } from "../lib/people";
import { hubApply } from "../lib/stack";

const STATUS = "/opt/jupyterhub/bin/hub-status";
const status = async (): Promise<string> => (await execute([STATUS])).stdout;

export function installation(): void {
  test("packages are installed while the data volume is still missing, and the status says what is waited for", async () => {
    await eventually("the installation waits for the volume", 400, async () => {
      const text = await status();
      assert.doesNotMatch(text, /installation failed/, text);
      return /user-environment done[^]*data-volume running.*waiting for the data volume/.test(text);
    });
    assert.notEqual((await execute(["systemctl", "is-active", "jupyterhub"])).stdout.trim(), "active");
  });

  test("an apply has an end, says why it waits, and leaves the installation alone", async () => {
    const { code, stderr } = await hubApply(undefined, undefined, 2);
    assert.equal(code, 1);
    assert.match(
      stderr,
      /waiting for the data volume[^]*After 2 s the hub does not work yet \(setting installTimeout\)/,
    );
    assert.match(await status(), /data-volume running/);
  });

  test("an apply that comes now follows the installation of the first boot and ends with a working hub", async () => {
    const applied = hubApply();
    await attachVolume();
    const { code, stdout, stderr } = await applied;
    assert.equal(code, 0, stderr);
    assert.match(stderr, /following it[^]*data-volume done[^]*health done/);
    const result = JSON.parse(stdout) as { caCertificate: string; hubVersion: string };
    assert.match(result.hubVersion, /^5\./);
    seeCertificateAuthority(result.caCertificate);
    console.log(await status());
  });

  test("cloud-init ended without an error, and systemd has no failed unit", async () => {
    assert.match(await shell("cloud-init status --long"), /status: done/);
    assert.equal(await shell("systemctl --failed --no-legend --plain"), "");
  });

  test("plain HTTP leads to HTTPS", async () => {
    const response = await fetch(`http://${ADDRESS}/hub/login?next=x`, { redirect: "manual" });
    assert.equal(response.status, 308);
    assert.equal(response.headers.get("location"), `https://${ADDRESS}/hub/login?next=x`);
  });

  test("HTTPS is answered with a certificate of the hub's own authority, for the bare address", async () => {
    assert.equal((await administrator().request("GET", "/hub/health")).status, 200);
  });

  test("only SSH, Caddy and the name resolver listen to the outside", async () => {
    const listening = await shell("ss --listening --tcp --no-header --numeric | awk '{ print $4 }' | sort -u");
    const outside = listening.split("\n").filter((address) => !/^(127\.|\[::1\])/.test(address));
    const ports = new Set(outside.map((address) => address.split(":").at(-1)));
    assert.deepEqual(
      [...ports].filter((port) => !["22", "80", "443", "5355"].includes(port ?? "")),
      [],
    );
  });

  test("the hub's state, the homes and Caddy's authority are on the data volume", async () => {
    assert.equal(await shell("findmnt --noheadings --output TARGET --target /srv/data/jupyterhub"), "/srv/data");
    assert.equal(
      await shell("stat --format '%n %U %a' /srv/data/jupyterhub /srv/data/caddy /srv/data/home"),
      "/srv/data/jupyterhub root 700\n/srv/data/caddy caddy 700\n/srv/data/home root 755",
    );
  });
}
