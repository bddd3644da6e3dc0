import assert from "node:assert/strict";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Authority } from "../../../support/certificates";
import { NETWORK, shell } from "../machine";
import { administrator, person } from "../people";
import { shownAt, shownTo } from "../tls";
import { asBefore, type Row } from "./row";

const NAME = "hub.example.test";
/** An address that the server gets beside its own. */
const MOVED = `${NETWORK}.3`;

export const NAME_AND_ADDRESS: Row = {
  settings: { publicUrl: `https://${NAME}`, address: MOVED },
  prepare: async () => {
    await shell(`ip address add ${MOVED}/24 dev eth0`);
  },
  seen: async () => {
    const ca = await shell("cat /srv/data/caddy/pki/authorities/local/root.crt");
    assert.equal((await shownAt(MOVED, NAME, ca)).subjectaltname, `DNS:${NAME}`);
    assert.equal((await shownAt(MOVED, undefined, ca)).subjectaltname, `IP Address:${MOVED}`);
  },
};

/** A certificate of one's own. */
export function certificate(): Row {
  const authority = new Authority();
  const pair = authority.issue(NAME);
  const chain = join(mkdtempSync(join(tmpdir(), "effects-")), "chain.pem");
  writeFileSync(chain, pair.certificate);
  return {
    settings: { tls: "files", tlsCertificate: chain, tlsPrivateKey: pair.key },
    seen: async () => {
      assert.equal((await shownTo(NAME, authority.certificate)).subject.CN, NAME);
    },
  };
}

/** The server's own authority again. */
export const INTERNAL: Row = {
  settings: asBefore("tls", "tlsCertificate", "tlsPrivateKey", "publicUrl", "address"),
  seen: async () => {
    await shell(`ip address delete ${MOVED}/24 dev eth0`);
    assert.equal((await administrator().request("GET", "/hub/health")).status, 200);
  },
};

export const LANGUAGE: Row = {
  settings: { language: "fr" },
  seen: async () => {
    const { text } = await person("nobody", "").request("GET", "/hub/login");
    assert.match(text, /<html lang="fr"/);
  },
};
