import assert from "node:assert/strict";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite, test } from "node:test";
import { SETTINGS } from "../../src/settings/schema/schema";
import { KeyPair } from "../support/keyPair";
import { LEAST, PROVIDED, refusalOf, settingsOf } from "./defaults";

const UPSTREAM = { tls: "upstream", publicUrl: "https://hub.example.org", webCidrs: ["192.0.2.7/32"] };
const KEYS = new KeyPair();

suite("settings that are refused", () => {
  const refusals: [Record<string, unknown>, RegExp][] = [
    // Keys that nothing reads.
    [
      { flavour: "x" },
      /flavour is not a .*Did you mean flavor\? .*pulumi config set flavor .*pulumi config rm flavour$/m,
    ],
    [{ sshcidrs: "x" }, /Did you mean sshCidrs\? Set it with: pulumi config set --path 'sshCidrs\[0\]'/],
    [
      { zzzzzzzzzz: 1 },
      /zzzzzzzzzz is not a setting of this program. There are: acmeEmail, acmeServer, address, adminPassword/,
    ],
    [
      { "jupyterhub:flavor": "x" },
      /namespace "jupyterhub", .*Did you mean flavor\?.*pulumi config rm jupyterhub:flavor/,
    ],
    [{ "openstack:cloud": "x" }, /comes from clouds.yaml.*pulumi config set cloud.*pulumi config rm openstack:cloud/],
    [{ "aws:profile": "x" }, /aws:profile has the namespace "aws", which nothing here reads/],
    // Values of the wrong kind.
    [
      { address: "public" },
      /address is "public". Allowed: floating, direct, or the IPv4 address.*pulumi config set address/,
    ],
    [{ name: "3 hubs" }, /name is "3 hubs". Allowed: a letter/],
    [{ flavor: ["m1.large"] }, /flavor is a list or a mapping where one value is expected/],
    [{ subnetCidr: "10.42.0.0" }, /subnetCidr is "10.42.0.0". Allowed: an IPv4 range/],
    [{ subnetCidr: "2001:db8::/64" }, /subnetCidr is "2001:db8::\/64"/],
    [{ sshCidrs: "192.0.2.0/24" }, /sshCidrs is not a list. .*pulumi config set --path 'sshCidrs\[0\]' 192.0.2.0\/24/],
    [{ sshCidrs: ["192.0.2.0/24", "192.0.2.7"] }, /sshCidrs\[1\] is "192.0.2.7". .*--path 'sshCidrs\[1\]'/],
    [{ sshCidrs: [null, "192.0.2.0/24"] }, /sshCidrs\[0\] is empty/],
    [{ webCidrs: ["192.0.2.0/33"] }, /webCidrs\[0\] is "192.0.2.0\/33"/],
    [{ dnsServers: [8] }, /dnsServers\[0\] is 8, which is not text: put it in quotes/],
    [{ generation: 0 }, /generation is "0". Allowed: a whole number of generations, 1 or more/],
    [{ generation: "" }, /generation is "". Allowed/],
    [{ dataVolumeSize: 1.5 }, /dataVolumeSize is "1.5". Allowed: a whole number of GB, 1 or more/],
    [{ dataVolumeId: "my-volume" }, /dataVolumeId is "my-volume". Allowed: an id/],
    [{ userMemoryLimit: "2GB" }, /userMemoryLimit is "2GB". Allowed: bytes, or a number with K, M, G or T/],
    [{ userCpuLimit: "two" }, /userCpuLimit is "two". Allowed: a number of CPUs above 0/],
    [{ userCpuLimit: 0 }, /userCpuLimit is "0"/],
    [{ spawnTimeout: 9 }, /spawnTimeout is "9". Allowed: a whole number of seconds, 10 or more/],
    [{ keepDataOnDestroy: "maybe" }, /keepDataOnDestroy is "maybe". Allowed: true or false/],
    [{ adminUser: "Admin" }, /adminUser is "Admin". Allowed: a user's name: lower case letters/],
    [{ adminPassword: "short" }, /adminPassword has 5 characters, 5 bytes. Allowed: 12 characters or more/],
    [{ adminPassword: "é".repeat(40) }, /40 characters, 80 bytes. Allowed: .*72 bytes at most/],
    [{ sshPublicKey: "AAAA" }, /sshPublicKey is "AAAA". Allowed: the one line of a .pub file/],
    [{ sshPrivateKey: "x", sshPublicKey: KEYS.publicKey }, /sshPrivateKey cannot be read as a private key.*< FILE/],
    [{ sshPrivateKey: KEYS.publicKey, sshPublicKey: KEYS.publicKey }, /sshPrivateKey is a public key/],
    [{ caCertificates: ["/nowhere/ca.pem"] }, /caCertificates\[0\] names \/nowhere\/ca.pem, .*cannot be read: ENOENT/],
    [{ caCertificates: ["package.json"] }, /caCertificates\[0\] names package.json, which holds no PEM certificate/],
    // The web.
    [{ tls: "none" }, /tls is "none". Allowed: internal, files, acme or upstream/],
    [{ ...UPSTREAM, publicUrl: "" }, /publicUrl is not set, and tls upstream needs it/],
    [
      { publicUrl: "https://{host}.example.org" },
      /publicUrl has \{host\}, which is no placeholder. Allowed: .*\{address\}/,
    ],
    [{ publicUrl: "http://hub.example.org" }, /publicUrl is "http:\/\/hub.example.org". Allowed: an https URL/],
    [{ publicUrl: "https://hub.example.org/hub" }, /publicUrl is "https:\/\/hub.example.org\/hub"/],
    [{ httpProxy: "proxy:3128" }, /httpProxy is "proxy:3128". Allowed: the URL of a proxy/],
    [{ httpProxy: "http://proxy/path" }, /httpProxy is/],
    [{ noProxy: ["a b"], httpProxy: "http://proxy:3128" }, /noProxy\[0\] is "a b"/],
    [{ noProxy: ["localhost"] }, /noProxy is set and httpProxy is not/],
    [{ aptSecurityMirror: "http://mirror.example.org/x" }, /aptSecurityMirror is set and aptMirror is not/],
    [{ aptMirror: 'https://mirror.example.org/$(id)"' }, /aptMirror is/],
    [{ pypiIndex: "ftp://mirror.example.org" }, /pypiIndex is "ftp:\/\/mirror.example.org"/],
    [{ dnsZone: "example_.org/" }, /dnsZone is "example_.org\/". Allowed: the name of a zone/],
    [{ ...UPSTREAM, dnsZone: "example.org" }, /dnsZone is set while tls is upstream/],
    [
      { dnsZone: "lab.example.org", publicUrl: "https://hub.mylab.example.org" },
      /publicUrl is https:\/\/hub.mylab.example.org, whose name is not in the zone lab.example.org. \(dnsZone\).*https:\/\/\{name\}.lab.example.org/,
    ],
    [{ ...UPSTREAM, webCidrs: undefined }, /webCidrs has 0.0.0.0\/0 and ::\/0 \(everybody\) while tls is upstream/],
    [{ webCidrs: [] }, /webCidrs is empty, so nobody could reach the hub/],
    // Who gets in.
    [{ adminUsers: ["Marie Curie"] }, /adminUsers\[0\] is "Marie Curie". Allowed: a user's name/],
    [{ bannedUsers: ["admin"] }, /bannedUsers has admin, who is among the administrators/],
    [{ bannedUsers: ["ada"], allowedUsers: ["ada"] }, /bannedUsers has ada, who is among the allowed/],
    [{ groups: ["ada"] }, /groups is not a mapping. Allowed: a mapping; each key a group's name/],
    [{ groups: { "a/b": ["ada"] } }, /groups\["a\/b"\] is "a\/b". Allowed/],
    [
      { groups: { class: ["ada", "Ada"] } },
      /groups.class\[1\] is "Ada".*pulumi config set --path 'groups.teachers\[0\]' marie/,
    ],
    [
      { groupLimits: { class: { memory: "1G" } } },
      /groupLimits has the group class, which the setting groups does not have/,
    ],
    [{ userLimits: { ada: { ram: "1G" } } }, /userLimits.ada.ram is not known there; there are memory, cpu, disk/],
    [
      { userLimits: { ada: { memory: "lots", cpu: 0 } } },
      /userLimits.ada.memory is "lots"[^]*userLimits.ada.cpu is "0"/,
    ],
    [
      { userDiskLimit: "20 GB" },
      /userDiskLimit is "20 GB". Allowed: bytes, or a number with K, M, G or T, such as 20G/,
    ],
    [
      { userDiskLimit: "11G", dataVolumeSize: 10 },
      /userDiskLimit is 11G, more than the data volume has \(dataVolumeSize: 10 GB\)/,
    ],
    [
      { userLimits: { ada: { disk: "1T" }, grace: { disk: "20G" } } },
      /userLimits has for ada the disk limit 1T, more than the data volume has \(dataVolumeSize: 20 GB\)/,
    ],
    // Whose accounts.
    [
      { authenticator: "oidc" },
      /oidcIssuer is not set, and authenticator oidc needs it[^]*oidcClientId is not set[^]*oidcClientSecret is not set.*pulumi config set --secret oidcClientSecret/,
    ],
    [{ ...PROVIDED.oidc, githubUrl: "https://git.example.org" }, /githubUrl is set while authenticator is oidc/],
    [{ allowedGroups: ["staff"] }, /allowedGroups is set while authenticator is native/],
    [{ ...PROVIDED.oidc, waitForHub: false }, /authenticator is oidc while waitForHub is false/],
    [
      { ...PROVIDED.oidc, oidcIssuer: "http://login.example.org" },
      /oidcIssuer is "http:\/\/login.example.org". Allowed: an https URL/,
    ],
    [
      { ...PROVIDED.oidc, oidcIssuer: "https://accounts.google.com" },
      /allowedGroups is not set, so everybody in the world with an account at accounts.google.com/,
    ],
    [
      { ...PROVIDED.github, githubOrganizations: undefined },
      /githubOrganizations is not set, so everybody in the world with an account at github.com .*allowedUsers/,
    ],
    [{ ...PROVIDED.github, githubOrganizations: ["my lab"] }, /githubOrganizations\[0\] is "my lab"/],
    [{ ...PROVIDED.gitlab, gitlabGroups: undefined }, /gitlabGroups is not set, so everybody in the world/],
    // The way through a bastion.
    [{ bastion: "2001:db8::7" }, /bastion is an IPv6 address without brackets/],
    [{ bastion: "me@host:70000" }, /bastion is "me@host:70000". Allowed: \[user@\]host\[:port\]/],
    [{ bastion: "-oProxyCommand=x" }, /bastion is "-oProxyCommand=x"/],
    [{ bastionPrivateKey: KEYS.privateKey }, /bastionPrivateKey is set and bastion is not/],
    [{ bastionHostKey: "ssh-ed25519 AAAA" }, /bastionHostKey is set and bastion is not/],
    [{ bastion: "host", bastionHostKey: "AAAA" }, /bastionHostKey is "AAAA". Allowed: what `ssh-keyscan/],
    // Settings that do not go together.
    [{ sshCidrs: [] }, /sshCidrs is empty, so nobody could reach the server by SSH.*or set waitForHub to false/],
    [{ sshPrivateKey: KEYS.privateKey }, /sshPrivateKey is set and sshPublicKey is not/],
    [{ network: "lab", dnsServers: ["192.0.2.53"] }, /dnsServers is for a network that is made/],
  ];
  for (const [change, message] of refusals) {
    test(`refused: ${JSON.stringify(change).slice(0, 60)}`, () => {
      assert.match(refusalOf({ ...LEAST, ...change }), message);
    });
  }

  test("a server of one's own, or a list of users, lets nobody in whom the group does not know", () => {
    const open = { ...PROVIDED.github, githubOrganizations: undefined };
    settingsOf({ ...open, githubUrl: "https://github.example.org" });
    settingsOf({ ...open, allowedUsers: ["ada"] });
  });

  test("each problem is said once", () => {
    assert.equal(
      refusalOf({ ...LEAST, publicUrl: "x", tls: "upstream", webCidrs: ["192.0.2.7/32"] }).split("\n").length,
      2,
    );
  });

  test("a stack whose name cannot be part of the hub's", () => {
    assert.match(
      refusalOf(LEAST, { stack: "my_lab" }),
      /name is not set, and "jupyterhub-my_lab" cannot be one. .*pulumi config set name jupyterhub/,
    );
    assert.equal(settingsOf({ name: "lab" }).name, "lab");
  });

  for (const { key, secret } of SETTINGS.filter((setting) => setting.secret !== undefined)) {
    test(`${key} in clear text is refused`, () => {
      const command = `pulumi config set --secret ${key}${secret === "file" ? " <" : ""}`;
      const message = refusalOf({ ...LEAST, [key]: "correct horse" }, { isSecret: () => false });
      assert.ok(
        message.includes(`${key} stands in the stack file in clear text. Replace it with: ${command}`),
        message,
      );
    });

    test(`${key} is not repeated in a message`, () => {
      assert.ok(!refusalOf({ ...LEAST, [key]: "hunter2" }).includes("hunter2"));
    });
  }

  for (const key of ["httpProxy", "aptMirror", "aptSecurityMirror", "pypiIndex", "publicUrl", "image"]) {
    test(`a password in ${key} is refused and not repeated`, () => {
      const message = refusalOf({ ...LEAST, [key]: "https://me:hunter2@example.org" }, { isSecret: () => false });
      assert.match(message, new RegExp(`${key} holds a user name or a password`));
      assert.ok(!message.includes("hunter2"), message);
    });
  }

  test("a value that was set as a secret is not shown, whatever the setting", () => {
    assert.ok(!refusalOf({ ...LEAST, address: "hunter2" }, { isSecret: () => true }).includes("hunter2"));
  });

  test("a file that begins like a certificate and is none", () => {
    const path = join(mkdtempSync(join(tmpdir(), "settings-")), "ca.pem");
    writeFileSync(path, "-----BEGIN CERTIFICATE-----\nabc\n-----END CERTIFICATE-----\n");
    assert.match(refusalOf({ ...LEAST, caCertificates: [path] }), /whose first certificate cannot be read/);
  });
});
