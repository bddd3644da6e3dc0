import assert from "node:assert/strict";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { Authority } from "../support/certificates";
import { LEAST, refusalOf, settingsOf } from "./defaults";

const NAME = "hub.example.org";
const authority = new Authority();
const pair = authority.issue(NAME);
const folder = mkdtempSync(join(tmpdir(), "certificates-"));

function file(pem: string): string {
  const path = join(folder, `${String(Math.random())}.pem`);
  writeFileSync(path, pem);
  return path;
}

const GIVEN = {
  tls: "files",
  publicUrl: `https://${NAME}`,
  tlsCertificate: file(pair.certificate),
  tlsPrivateKey: pair.key,
};

suite("tls files", () => {
  test("certificate and key are read", () => {
    const { web } = settingsOf(GIVEN);
    assert.equal(web.tlsCertificate, pair.certificate);
    assert.equal(web.tlsPrivateKey, pair.key.trim());
  });

  test("a name that only the running stack knows is not held against the certificate here", () => {
    settingsOf({ ...GIVEN, publicUrl: "https://{name}.example.com" });
    settingsOf({ ...GIVEN, publicUrl: undefined });
  });

  const foreign = authority.issue(NAME);
  const leaf = pair.certificate.replace(authority.certificate, "");
  const refusals: [string, object, RegExp][] = [
    ["without a certificate", { tlsCertificate: undefined }, /tlsCertificate is not set, and tls files needs it/],
    [
      "without a key",
      { tlsPrivateKey: undefined },
      /tlsPrivateKey is not set.*pulumi config set --secret tlsPrivateKey < FILE/,
    ],
    ["with another's key", { tlsPrivateKey: foreign.key }, /tlsPrivateKey is not the key of the certificate/],
    [
      "with a key that is none",
      { tlsPrivateKey: "hunter2" },
      /tlsPrivateKey cannot be read as a private key without passphrase/,
    ],
    [
      "for another name",
      { publicUrl: "https://lab.example.org" },
      /tlsCertificate is for DNS:hub.example.org, not for lab.example.org/,
    ],
    [
      "in the wrong order",
      { tlsCertificate: file(authority.certificate + leaf) },
      /certificate 1 \(CN=test authority\) was not signed by the next one/,
    ],
    ["with nobody to bring the key", { waitForHub: false }, /tls is files while waitForHub is false/],
    [
      "with another tls",
      { tls: "internal" },
      /tlsCertificate is set while tls is not files[^]*tlsPrivateKey is set while/,
    ],
  ];
  for (const [what, change, message] of refusals) {
    test(`refused: ${what}`, () => {
      assert.match(refusalOf({ ...LEAST, ...GIVEN, ...change }), message);
    });
  }

  test("refused: a certificate that has expired", async () => {
    const expired = authority.issue(NAME, 0);
    await sleep(1_100);
    const change = { tlsCertificate: file(expired.certificate), tlsPrivateKey: expired.key };
    assert.match(refusalOf({ ...LEAST, ...GIVEN, ...change }), /certificate 1 \(CN=hub.example.org\) has expired on/);
  });
});
