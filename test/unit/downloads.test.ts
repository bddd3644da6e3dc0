import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { aptProxy, downloadEnvironment } from "../../src/server/downloads";

const PROXY = { httpProxy: "http://proxy.example.org:3128" };

suite("how downloads leave a closed network", () => {
  test("by default as the server pleases", () => {
    assert.deepEqual(downloadEnvironment({ noProxy: [] }), {});
    assert.equal(aptProxy({ noProxy: [] }), undefined);
  });

  test("by the proxy: in small letters and large ones; never to the server itself and the metadata service", () => {
    const environment = downloadEnvironment({ ...PROXY, noProxy: [".example.org"] });
    const direct = "localhost,127.0.0.1,::1,169.254.169.254,.example.org";
    assert.equal(environment.https_proxy, PROXY.httpProxy);
    assert.equal(environment.HTTP_PROXY, PROXY.httpProxy);
    assert.equal(environment.no_proxy, direct);
    assert.equal(environment.NO_PROXY, direct);
  });

  test("by an index; pip is told of one without TLS", () => {
    assert.deepEqual(downloadEnvironment({ noProxy: [], pypiIndex: "https://mirror.example.org/simple" }), {
      PIP_INDEX_URL: "https://mirror.example.org/simple",
      UV_DEFAULT_INDEX: "https://mirror.example.org/simple",
    });
    const plain = downloadEnvironment({ noProxy: [], pypiIndex: "http://mirror.example.org:8080/simple" });
    assert.equal(plain.PIP_TRUSTED_HOST, "mirror.example.org:8080");
  });

  test("apt reaches a mirror directly where noProxy covers it: by name, domain, address or range", () => {
    const direct = (mirror: string, ...noProxy: string[]) =>
      aptProxy({ ...PROXY, noProxy, aptMirror: mirror })?.includes("DIRECT") ?? false;
    assert.ok(direct("http://mirror.example.org/debian", "mirror.example.org"));
    assert.ok(direct("http://mirror.example.org/debian", ".Example.org"));
    assert.ok(!direct("http://mirror.example.org/debian", "or.example.org"));
    assert.ok(direct("http://192.0.2.7:8080/debian", "192.0.2.0/24"));
    assert.ok(direct("http://[2001:db8::7]/debian", "2001:db8::/32"));
    assert.ok(!direct("http://192.0.2.7/debian", "198.51.100.0/24", "2001:db8::/32"));
    const written = aptProxy({ ...PROXY, noProxy: ["192.0.2.7"], aptMirror: "http://192.0.2.7/debian" });
    assert.deepEqual(written?.trimEnd().split("\n"), [
      'Acquire::http::Proxy "http://proxy.example.org:3128";',
      'Acquire::https::Proxy "http://proxy.example.org:3128";',
      'Acquire::http::Proxy::192.0.2.7 "DIRECT";',
    ]);
  });
});
