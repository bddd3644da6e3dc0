import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { ingressRules } from "../../src/network/rules";

suite("ingress rules", () => {
  const table = (sshCidrs: string[], webCidrs: string[]) =>
    ingressRules({ sshCidrs, webCidrs }, "internal").map(({ key, ethertype, port, cidr }) => [
      key,
      ethertype,
      port,
      cidr,
    ]);

  test("SSH from its ranges, web from its own, nothing else", () => {
    assert.deepEqual(table(["192.0.2.0/24"], ["0.0.0.0/0", "::/0"]), [
      ["ssh-192-0-2-0-24", "IPv4", 22, "192.0.2.0/24"],
      ["http-0-0-0-0-0", "IPv4", 80, "0.0.0.0/0"],
      ["http----0", "IPv6", 80, "::/0"],
      ["https-0-0-0-0-0", "IPv4", 443, "0.0.0.0/0"],
      ["https----0", "IPv6", 443, "::/0"],
    ]);
  });

  test("where the cloud's proxy ends TLS, plain HTTP is all that it needs", () => {
    const rules = ingressRules({ sshCidrs: [], webCidrs: ["192.0.2.7/32"] }, "upstream");
    assert.deepEqual(
      rules.map(({ port, cidr }) => [port, cidr]),
      [[80, "192.0.2.7/32"]],
    );
  });

  test("no range, no rule", () => {
    assert.deepEqual(table([], []), []);
  });

  test("a range given twice is one rule, for Neutron answers 409 to the second", () => {
    assert.equal(table(["192.0.2.0/24", "192.0.2.0/24"], []).length, 1);
  });

  test("keys are distinct, and do not depend on the order", () => {
    const ranges = ["10.0.0.0/8", "2001:db8::/32", "2001:db8:1::/48", "2001:db8::1/48", "::/0"];
    const keys = (list: string[]) => ingressRules({ sshCidrs: list, webCidrs: list }, "internal").map(({ key }) => key);
    assert.equal(new Set(keys(ranges)).size, 15);
    assert.deepEqual(keys(ranges).sort(), keys([...ranges].reverse()).sort());
  });
});
