import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, suite, test } from "node:test";
import { gzipSync } from "node:zlib";
import { PHASE } from "../container/lib/dataVolume";
import { FOREIGN, makeDisk, refusalOf, removeDisks } from "../container/lib/disks";
import { HubClient } from "../container/lib/hubClient";
import { Cloud } from "../support/cloud";
import { record } from "../support/reliability";
import { stackFile, TestStack } from "../support/stack";
import { collectEvidence } from "./evidence";
import { onServer, type Reach } from "./ssh";

const PASSWORDS = { admin: "a guest test's password", ada: "a quiet afternoon" };
const FILES = 10_000;
/** Bytes from the beginning of a disk: the largest of those that are refused has fewer. */
const COMPARED = 330 * 2 ** 20;
const TREE = "/srv/data/home/ada/work";
const PROGRAM = readFileSync("test/support/tree.py", "utf8");
const ACCOUNTS = "getent passwd | grep ^jupyter- | sort; getent group | grep ^jupyter | sort";
const OWNERS = "cd /srv/data; sudo stat --format '%n %u %g %a' home/* shared jupyterhub; sudo getfacl --numeric shared";

const reachOf = (name: string): Reach => ({
  server: `jupyterhub-${name}`,
  address: (stack) => String(stack.resource("openstack:networking/floatingIp:FloatingIp").address),
});

/** What people have outlives servers and stacks, on real guests of the sandbox; the tests go on from each other. */
suite("data on real guests", () => {
  let cloud: Cloud;
  let stack: TestStack;
  let reach = reachOf("data");
  let volume: string;
  let address: string;
  let people: (user: keyof typeof PASSWORDS) => HubClient;
  let before10k: Awaited<ReturnType<typeof everything>>;

  const root = (command: string, input?: string) => onServer(stack, reach, `sudo ${command}`, input);
  const shown = (command: string) => onServer(stack, reach, command);
  const digest = async () => (await root(`python3 - digest ${TREE}`, PROGRAM)).trim();
  const everything = async () => ({
    tree: await digest(),
    accounts: await shown(ACCOUNTS),
    owners: await shown(OWNERS),
    authority: await root("sha256sum /srv/data/caddy/pki/authorities/local/root.crt"),
  });
  const theServer = async (): Promise<string> => {
    const servers = await cloud.list("compute", `/servers?name=${reach.server}`);
    assert.equal(servers.length, 1);
    return servers[0]?.id ?? "";
  };
  const available = (id: string) =>
    cloud.until<{ volume: { status: string } }>(
      "volume",
      `/volumes/${id}`,
      ({ body }) => body.volume.status === "available",
    );
  const meet = async (): Promise<void> => {
    const outputs = await stack.outputs();
    address = outputs.address?.value as string;
    const ca = outputs.caCertificate?.value as string;
    people = (user) => new HubClient(`https://${address}`, user, PASSWORDS[user], ca);
  };
  const settings = {
    ...stackFile("Pulumi.sandbox.yaml"),
    dnsServers: [process.env.SANDBOX_DNS],
    keepDataOnDestroy: true,
  };
  const create = (name: string, more: object = {}) =>
    TestStack.create(name, { ...settings, ...more }, { adminPassword: PASSWORDS.admin });
  /** Everybody gets in by the password of before, and nothing that was on the volume differs. */
  const assertNothingLost = async (how: string, began: number): Promise<void> => {
    const seconds = Math.round((Date.now() - began) / 1000);
    await meet();
    assert.deepEqual(await everything(), before10k);
    assert.equal(await people("ada").logIn(), true);
    assert.equal(await people("admin").logIn(), true);
    const [files = "", bytes = ""] = before10k.tree.split(" ");
    record("Rebuilds", { how, files, "bytes compared": bytes, "what differs": "nothing", seconds });
  };

  before(async () => {
    cloud = await Cloud.open();
    stack = await create("data");
  });
  after(async () => {
    await collectEvidence(cloud, stack, reach, join("test-results", "data"));
    await stack.dispose();
    if ((await cloud.ask("volume", "GET", `/volumes/${volume}`)).status === 200) {
      await cloud.must("volume", "DELETE", `/volumes/${volume}`);
    }
  });

  test("up, with nothing but a blank volume", async () => {
    await stack.up();
    await meet();
    volume = (await stack.outputs()).dataVolumeId?.value as string;
  });

  test("a volume that holds something is refused by what it holds, and every byte stays", async () => {
    const { id } = (
      await cloud.must<{ volume: { id: string } }>("volume", "POST", "/volumes", {
        volume: { size: 1, name: "jupyterhub-data-other" },
      })
    ).volume;
    await available(id);
    const attachments = `/servers/${await theServer()}/os-volume_attachments`;
    await cloud.must("compute", "POST", attachments, { volumeAttachment: { volumeId: id } });
    const disk = `/dev/disk/by-id/virtio-${id.slice(0, 20)}`;
    await root(`sh -c 'until [ -e ${disk} ]; do sleep 1; done; cp /etc/jupyterhub-openstack/settings.json /root/'`);
    await root("systemctl stop jupyterhub jupyterhub-proxy caddy srv-data.mount");
    const digest = () => root(`sh -c 'head -c ${String(COMPARED)} ${disk} | sha256sum'`);
    for (const { kind, make, size, says } of FOREIGN.filter(({ elsewhere }) => elsewhere !== true)) {
      await onServer(
        stack,
        reach,
        `gunzip | sudo dd of=${disk} bs=1M conv=fsync,sparse status=none`,
        gzipSync(readFileSync(makeDisk(kind, size, make))),
      );
      const was = await digest();
      const said = await root(`/usr/bin/python3 -I - ${id} || [ $? = 3 ]`, PHASE);
      assert.match(said, says, kind);
      assert.equal(await digest(), was, kind);
      record("Disks that are refused", {
        disk: `${kind}, on a guest`,
        "what is said": refusalOf(said, says),
        "bytes compared": COMPARED,
        "bytes changed": 0,
      });
      await root(`dd if=/dev/zero of=${disk} bs=1M count=${String(COMPARED / 2 ** 20)} conv=fsync status=none`);
    }
    removeDisks();
    await root("sh -c 'mv /root/settings.json /etc/jupyterhub-openstack/; systemctl restart hub-install'");
    await cloud.must("compute", "DELETE", `${attachments}/${id}`);
    await available(id);
    await cloud.must("volume", "DELETE", `/volumes/${id}`);
  });

  test("somebody signs up, is let in, and has 10,000 files", async () => {
    await people("ada").signUp();
    const admin = people("admin");
    assert.equal(await admin.logIn(), true);
    await admin.authorise("ada");
    const ada = people("ada");
    assert.equal(await ada.logIn(), true);
    await ada.spawn(600);
    await root(`python3 - make ${TREE} jupyter-ada ${String(FILES)}`, PROGRAM);
    before10k = await everything();
  });

  test("the volume grows, and its file system under a running user", async () => {
    const size = async () => Number(await shown("df --output=size --block-size=M /srv/data | tail -1 | tr -d ' M'"));
    const process = () => shown("systemctl show --value --property MainPID jupyter-ada-singleuser");
    const [was, pid] = [await size(), await process()];
    assert.notEqual(pid.trim(), "0");
    // What Cinder and Nova do in the end; this cloud's Cinder driver refuses to extend a volume that is attached.
    inSandbox("virsh", "blockresize", await theServer(), "vdb", "3G");
    await root("systemctl restart hub-install");
    assert.ok((await size()) > was + 900, `${String(await size())} after ${String(was)} MiB`);
    assert.equal(await process(), pid);
    assert.equal(await digest(), before10k.tree);
    record("Growth", { from: `${String(was)} MiB`, to: `${String(await size())} MiB`, "users' servers ended": 0 });
  });

  test("a new generation", async () => {
    const server = await theServer();
    const began = Date.now();
    await stack.configure({ generation: 2 });
    await stack.up();
    assert.notEqual(await theServer(), server);
    await assertNothingLost("the next generation", began);
  });

  test("a server that somebody deleted", async () => {
    const server = await theServer();
    const began = Date.now();
    await cloud.must("compute", "DELETE", `/servers/${server}`);
    await cloud.until("compute", `/servers/${server}`, ({ status }) => status === 404);
    await stack.refresh();
    await stack.up();
    await assertNothingLost("a server that somebody deleted", began);
  });

  test("destroy keeps the volume, and another stack takes it up", async () => {
    await stack.destroy();
    assert.equal((await cloud.one("volume", `/volumes/${volume}`)).status, "available");
    await stack.dispose();
    const began = Date.now();
    stack = await create("return", { dataVolumeId: volume });
    reach = reachOf("return");
    await stack.up();
    await assertNothingLost("destroyed, and taken up by another stack", began);
  });
});

function inSandbox(...command: string[]): string {
  return execFileSync("sandbox/sandbox", ["exec", ...command], { encoding: "utf8" });
}
