import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { LEAST, refusalOf } from "./defaults";

const ACME = { tls: "acme", publicUrl: "https://hub.example.org" };

suite("settings that do not go with tls acme", () => {
  const refusals: [Record<string, unknown>, RegExp][] = [
    [{ tls: "acme" }, /publicUrl is not set, and tls acme needs a name.*publicUrl https:.*tls internal/],
    [{ ...ACME, publicUrl: "https://192.0.2.7" }, /publicUrl is https:\/\/192.0.2.7, and tls acme needs a name/],
    [{ ...ACME, publicUrl: "https://[2001:db8::7]" }, /publicUrl is .*, and tls acme needs a name/],
    [{ ...ACME, publicUrl: "https://{name}.example.org:8443" }, /publicUrl has the port 8443 while tls is acme/],
    [{ ...ACME, webCidrs: ["192.0.2.0/24"] }, /webCidrs has 192.0.2.0\/24 only while tls is acme.*0.0.0.0\/0/],
    [
      { ...ACME, acmeServer: "http://acme.example.org/" },
      /acmeServer is "http:\/\/acme.example.org\/". Allowed: an https/,
    ],
    [{ ...ACME, acmeEmail: "hub" }, /acmeEmail is "hub". Allowed: an e-mail address/],
    [{ acmeServer: "https://acme.example.org/" }, /acmeServer is set while tls is not acme.*tls acme/],
    [{ acmeEmail: "hub@example.org" }, /acmeEmail is set while tls is not acme/],
  ];
  for (const [settings, message] of refusals) {
    test(`${JSON.stringify(settings)} is refused`, () => {
      assert.match(refusalOf({ ...LEAST, ...settings }), message);
    });
  }
});
