import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { webAddress } from "../../src/settings/webAddress";

const WEB = { tls: "internal", acmeServer: "https://acme.example/", language: "auto" } as const;

suite("where people find the hub", () => {
  const at = (publicUrl: string | undefined, ...addresses: string[]) =>
    webAddress({ name: "Lab-Hub", web: { ...WEB, publicUrl } }, addresses);

  test("by default at its address, in brackets where it is IPv6", () => {
    assert.deepEqual(at(undefined, "198.51.100.7"), { url: "https://198.51.100.7/", hosts: ["198.51.100.7"] });
    assert.deepEqual(at(undefined, "2001:db8::7"), { url: "https://[2001:db8::7]/", hosts: ["2001:db8::7"] });
    assert.deepEqual(at(undefined, "198.51.100.7", "2001:db8::7"), {
      url: "https://198.51.100.7/",
      hosts: ["198.51.100.7", "2001:db8::7"],
    });
  });

  test("in a DNS zone by its name there, or by another of that zone", () => {
    const hub = { name: "Lab-Hub", web: { ...WEB, dnsZone: "hubs.example." } };
    assert.equal(webAddress(hub, ["192.0.2.7"]).url, "https://lab-hub.hubs.example/");
    const other = { ...hub, web: { ...hub.web, publicUrl: "https://course.hubs.example" } };
    assert.deepEqual(webAddress(other, ["192.0.2.7"]).hosts, ["course.hubs.example", "192.0.2.7"]);
  });

  test("at a pattern's URL, with the address and the name filled in", () => {
    const pattern = "https://p-{address}.vm.cloud.example";
    assert.equal(at(pattern, "192.0.2.7").url, "https://p-192-0-2-7.vm.cloud.example/");
    assert.equal(at(pattern, "2001:db8::7").url, "https://p-2001-db8--7.vm.cloud.example/");
    assert.deepEqual(at("https://{name}.example:8443", "192.0.2.7"), {
      url: "https://lab-hub.example:8443/",
      hosts: ["lab-hub.example", "192.0.2.7"],
    });
  });
});
