import assert from "node:assert/strict";
import { test } from "node:test";
import { Kernel } from "../lib/kernel";
import { closeNetwork, execute, HOST_ADDRESS, NETWORK, shell, type ClosedNetwork } from "../lib/machine";
import { ada } from "../lib/people";
import { filesOf, hubApply } from "../lib/stack";

const STATE = "/var/lib/jupyterhub-openstack";
const PIP_INSTALL = `
import subprocess, sys
command = [sys.executable, "-m", "pip", "install", "--retries=0", "--timeout=15", "--no-deps", "--target=/tmp/fetched", "six"]
ended = subprocess.run(command, capture_output=True, text=True)
print("installed" if ended.returncode == 0 else ended.stderr[-300:])
`;

/** Installation and people's own packages where nothing leaves the network but by a proxy, and the archives have a mirror in it. */
export function closedNetwork(): void {
  let network: ClosedNetwork;
  const pipInstall = async (): Promise<string> => {
    await ada().api("DELETE", "/users/ada/server");
    assert.equal(await ada().logIn(), true);
    await ada().spawn();
    const kernel = await Kernel.start(ada());
    return kernel.run(PIP_INSTALL, 180);
  };

  test("in a closed network a user gets no package", async () => {
    network = await closeNetwork();
    assert.doesNotMatch(await pipInstall(), /installed/);
  });

  test("what is missing is installed by proxy, mirror and index", async () => {
    // As after an image that has none of it: a package of the distribution, uv, a package of the users' environment.
    await shell("apt-get remove --yes --quiet git; apt-get clean");
    await shell(`rm ${STATE}/stamps/{packages,uv,user-environment} /opt/jupyterhub/uv`);
    await shell("rm -r /opt/jupyterhub/user-environment/lib/python3*/site-packages/nbgitpuller*");
    const { code, stderr } = await hubApply(
      filesOf({
        installation: {
          httpProxy: network.proxy,
          noProxy: [`${NETWORK}.0/24`],
          aptMirror: `${network.mirror}/debian`,
          pypiIndex: `${network.mirror}/simple`,
        },
      }),
    );
    assert.equal(code, 0, stderr);
    await shell("git --version; /opt/jupyterhub/user-environment/bin/python -c 'import nbgitpuller'");
    const mirrored = network.mirrored();
    for (const path of [
      "/debian/dists/bookworm/",
      "/debian-security/dists/",
      "/debian/pool/main/g/git/",
      "/simple/uv/",
    ]) {
      assert.ok(mirrored.includes(`"uri":"${path}`), `${path} is not in the mirror's log`);
    }
    // What the index leads to is elsewhere; the mirror itself is reached directly.
    assert.match(network.proxied(), /CONNECT \S+:443/);
    assert.ok(!network.proxied().includes(`${HOST_ADDRESS}:8080`));
  });

  test("users get packages by the same way", async () => {
    assert.match(await pipInstall(), /installed/);
    assert.ok(network.mirrored().includes('"uri":"/simple/six/'));
  });

  test("without these settings apt's sources are the image's own again", async () => {
    await network.open();
    const { code, stderr } = await hubApply();
    assert.equal(code, 0, stderr);
    assert.equal(
      (await execute(["sh", "-c", "ls /etc/apt/apt.conf.d/*jupyterhub* /etc/apt/sources.list.d/*jupyterhub*"])).stdout,
      "",
    );
    const sources = await shell("apt-get update --print-uris");
    assert.match(sources, /InRelease/);
    assert.doesNotMatch(sources, /10\.77/);
  });
}
