import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { suite, test } from "node:test";
import { RunError } from "@pulumi/pulumi";
import type { ResolvedCloud } from "../../src/credentials/resolved";
import { layOut, resolveScene, type Case, type Scene } from "./case";
import { ENVIRONMENTS } from "./cases/environments";
import { MISTAKES } from "./cases/mistakes";
import { PLACES } from "./cases/places";
import { PROFILES } from "./cases/profiles";
import { REGIONS } from "./cases/regions";
import { SECRETS } from "./cases/secrets";
import { SPELLING } from "./cases/spelling";
import { TLS } from "./cases/tls";

const TABLES = { PLACES, SECRETS, SPELLING, REGIONS, TLS, PROFILES, ENVIRONMENTS, MISTAKES };

interface SdkAnswer {
  readonly error?: string;
  readonly auth: Record<string, string>;
  readonly [key: string]: unknown;
}

/** What openstacksdk makes of these, in their order. */
function askSdk(scenes: readonly Scene[]): SdkAnswer[] {
  const { OPENSTACK_CLIENT: client } = process.env;
  assert.ok(client, "OPENSTACK_CLIENT names no folder; run this by `scripts/test credentials`");
  const output = execFileSync("/usr/bin/python3", ["test/credentials/sdk.py"], {
    env: { PATH: process.env.PATH, PYTHONPATH: client },
    input: JSON.stringify(scenes),
    maxBuffer: 64 * 1024 * 1024,
    encoding: "utf8",
  });
  return JSON.parse(output) as SdkAnswer[];
}

/** Ours in the SDK's words. */
function inSdkWords({
  name,
  authType,
  auth,
  region,
  interface: side,
  tls,
  endpointOverrides,
  externalNetwork,
}: ResolvedCloud) {
  return {
    name,
    authType,
    auth: { ...auth },
    region: region ?? null,
    interface: side,
    verify: tls.verify ? (tls.cacert ?? true) : false,
    cert: tls.cert === undefined ? null : tls.key === tls.cert ? tls.cert : [tls.cert, tls.key],
    compute: endpointOverrides.compute ?? null,
    volume: endpointOverrides.volumev3 ?? null,
    externalNetwork: externalNetwork ?? null,
  };
}

/** The SDK keeps fields of other ways to authenticate in its answer, and uses none of them. */
function usedFields(answer: SdkAnswer, ours: ResolvedCloud): SdkAnswer {
  const auth = Object.fromEntries(
    Object.entries(answer.auth).filter(([key]) => key in ours.auth || USED.includes(key)),
  );
  return { ...answer, auth };
}
const USED = ["username", "user_id", "password", "project_id", "project_name"];

const cases: Case[] = Object.values(TABLES).flat();
const scenes = cases.map(layOut);
const answers = askSdk(scenes);

suite("the stack's cloud, as openstacksdk understands it", () => {
  for (const [index, one] of cases.entries()) {
    const [scene, answer] = [scenes[index], answers[index]];
    assert.ok(scene && answer);
    test(one.name, async () => {
      if (one.refused !== undefined) {
        await assert.rejects(resolveScene(scene), (error: unknown) => {
          assert.ok(error instanceof RunError);
          assert.match(error.message, one.refused ?? /./);
          return true;
        });
        return;
      }
      const ours = await resolveScene(scene);
      if (one.otherwise === undefined) {
        assert.equal(answer.error, undefined, answer.error);
        assert.deepEqual(inSdkWords(ours), usedFields(answer, ours));
      } else {
        one.otherwise(ours);
      }
      if (one.passedAs !== undefined) {
        assert.equal(ours.passedAs, one.passedAs);
      }
    });
  }

  test("most cases are compared and not only expected", () => {
    const compared = cases.filter(({ refused, otherwise }) => refused === undefined && otherwise === undefined);
    assert.ok(compared.length >= 80, String(compared.length));
  });
});
