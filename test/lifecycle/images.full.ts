import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { before, suite, test } from "node:test";
import { Cloud } from "../support/cloud";
import { FAKE } from "../support/sandbox";
import { TestStack } from "../support/stack";

suite("an image that the cloud does not have yet", () => {
  const file = join(mkdtempSync(join(tmpdir(), "image-")), "hub.raw");
  let cloud: Cloud;
  before(async () => {
    cloud = await Cloud.open();
    writeFileSync(file, "one\n".repeat(1000));
  });

  const images = (stack: string) => cloud.list("image", `/images?name=jupyterhub-${stack}`);
  const imageOfServer = async (stack: string) => {
    const [server] = await cloud.list("compute", `/servers/detail?name=jupyterhub-${stack}`);
    return (server?.image as { id: string } | undefined)?.id;
  };

  test("a file is uploaded; another content counts with the next generation; destroy takes it away", async () => {
    const stack = await TestStack.create("upload", { ...FAKE, image: file, keepDataOnDestroy: false });
    try {
      await stack.up();
      const [first] = await images("upload");
      assert.equal(first?.disk_format, "raw");
      assert.equal(first.size, 4000);
      assert.equal(await imageOfServer("upload"), first.id);
      assert.deepEqual(await stack.up({ expectNoChanges: true }), {});

      writeFileSync(file, "two\n".repeat(1001));
      const steps = await stack.up();
      assert.equal(steps["hub Instance"], undefined, JSON.stringify(steps));
      assert.equal(await imageOfServer("upload"), first.id);
      await stack.configure({ generation: 2 });
      await stack.up();
      const [second, ...others] = await images("upload");
      assert.deepEqual(others, []);
      assert.equal(second?.size, 4004);
      assert.equal(await imageOfServer("upload"), second.id);
    } finally {
      await stack.dispose();
    }
    assert.deepEqual(await images("upload"), []);
  });

  test("an address is fetched and uploaded", async () => {
    const server = createServer((_, response) => response.end(readFileSync(file))).listen(0, "127.0.0.1");
    await once(server, "listening");
    const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/hub.raw`;
    const stack = await TestStack.create("fetched", { ...FAKE, image: url, keepDataOnDestroy: false });
    try {
      await stack.up();
      const [image] = await images("fetched");
      assert.equal(await imageOfServer("fetched"), image?.id);
    } finally {
      await stack.dispose();
      server.close();
    }
  });
});
