import assert from "node:assert/strict";
import { mkdtempSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { suite, test } from "node:test";
import { imageChoice } from "../../src/settings/image";
import { LEAST, refusalOf } from "./defaults";

const QCOW2 = Buffer.from("QFI\xfb\0\0\0\x03", "latin1");
const VMDK = Buffer.from("KDMV\x01\0\0\0", "latin1");
const RAW = Buffer.alloc(512);

const folder = mkdtempSync(join(tmpdir(), "image-"));

function fileWith(name: string, content: Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

suite("the setting image", () => {
  test("a name, also one that looks like a file's", () => {
    for (const name of ["debian-12", "Debian 12", "debian-12.qcow2", "lab/debian", "Ubuntu 24.04"]) {
      assert.deepEqual(imageChoice(name), { kind: "name", name });
    }
  });

  test("a pattern and an id", () => {
    assert.deepEqual(imageChoice("Featured-Debian*"), { kind: "pattern", pattern: "Featured-Debian*" });
    assert.deepEqual(imageChoice("debian-1?"), { kind: "pattern", pattern: "debian-1?" });
    const id = "5f0c9a52-7d1e-4c8b-9a52-0123456789ab";
    assert.deepEqual(imageChoice(id), { kind: "id", id });
  });

  test("a file; its first bytes tell what an .img is", () => {
    for (const [name, content, format] of [
      ["a.qcow2", QCOW2, "qcow2"],
      ["a.raw", RAW, "raw"],
      ["a.vmdk", VMDK, "vmdk"],
      ["debian.img", QCOW2, "qcow2"],
      ["disk.img", RAW, "raw"],
      ["A.QCOW2", QCOW2, "qcow2"],
    ] as const) {
      const path = fileWith(name, content);
      assert.deepEqual(imageChoice(path), { kind: "file", path, format });
    }
  });

  test("~ is the home folder", () => {
    assert.match(
      refusalOf({ ...LEAST, image: "~/no.qcow2" }),
      new RegExp(`image names ${homedir()}/no.qcow2, .*ENOENT`),
    );
  });

  test("a URL, whose question mark makes no pattern of it", () => {
    const url = "https://images.example.org/debian-12.qcow2?mirror=*";
    assert.deepEqual(imageChoice(url), { kind: "url", url, format: "qcow2" });
    assert.deepEqual(imageChoice("http://images.example.org/noble.img"), {
      kind: "url",
      url: "http://images.example.org/noble.img",
      format: "qcow2",
    });
  });

  const refusals: [string, RegExp][] = [
    ["/nowhere/debian.qcow2", /image names \/nowhere\/debian.qcow2, which cannot be read: ENOENT/],
    [folder, /image ends in ""/],
    [
      fileWith("a.qcow2.xz", RAW),
      /image ends in ".xz": unpack or convert it first. Allowed: .*\.qcow2, \.raw, \.vmdk, \.img/,
    ],
    [fileWith("page.qcow2", Buffer.from("<html>")), /page.qcow2, whose first bytes are those of a raw image/],
    [fileWith("b.raw", QCOW2), /b.raw, whose first bytes are those of a qcow2 image/],
    ["ftp://images.example.org/debian.qcow2", /image is "ftp:/],
    ["https://images.example.org/debian.iso", /image ends in ".iso"/],
  ];
  for (const [image, message] of refusals) {
    test(`refused: ${image.replace(folder, "")}`, () => {
      assert.match(refusalOf({ ...LEAST, image }), message);
    });
  }
});
