import assert from "node:assert/strict";
import type { SecureVersion } from "node:tls";
import { test } from "node:test";
import { spokenWith } from "../lib/tls";

// OpenSSL's lowest level: a client that would itself still take what is old.
const ANY = "ALL:@SECLEVEL=0";

/** Which of TLS the web server speaks. */
export function protocols(): void {
  for (const version of ["TLSv1", "TLSv1.1"] satisfies SecureVersion[]) {
    test(`a client that knows ${version} at most is refused by the server`, async () => {
      const client = { minVersion: "TLSv1", maxVersion: version, ciphers: ANY } as const;
      await assert.rejects(spokenWith(client), { code: "ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION" });
    });
  }

  test("TLS 1.3 is spoken, and 1.2 with authenticated ciphers and forward secrecy", async () => {
    assert.match(await spokenWith({}), /^TLSv1.3 TLS_(AES|CHACHA20)/);
    assert.match(await spokenWith({ maxVersion: "TLSv1.2" }), /^TLSv1.2 ECDHE-.*(GCM|CHACHA20)/);
  });

  for (const ciphers of ["AES128-SHA", "AES128-GCM-SHA256", "ECDHE-ECDSA-AES128-SHA", "ECDHE-ECDSA-AES128-SHA256"]) {
    test(`TLS 1.2 with ${ciphers} alone is refused by the server`, async () => {
      const client = { maxVersion: "TLSv1.2", ciphers: `${ciphers}:@SECLEVEL=0` } as const;
      await assert.rejects(spokenWith(client), { code: /ALERT_HANDSHAKE_FAILURE$/ });
    });
  }
}
