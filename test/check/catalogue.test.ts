import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { suite, test } from "node:test";
import { text } from "node:stream/consumers";
import { checkSettings, cloudsFileAt } from "./situation";
import { Cloud } from "../support/cloud";

interface Service {
  type: string;
  endpoints: { interface: string; region: string; url: string }[];
}

/** Checks against the sandbox's own Keystone, whose answer passes through `change` on its way. */
async function checkWithCatalogue(change: (catalogue: Service[], self: string) => Service[]) {
  const { origin } = new URL((await Cloud.open()).endpoint("identity"));
  const server = createServer((request, response) => {
    void (async () => {
      if (request.url === "/image/") {
        response.writeHead(300).end(JSON.stringify({ versions: [{ id: "v1.1" }, { id: "v1.0" }] }));
        return;
      }
      if (request.method === "GET") {
        response.writeHead(404).end("{}");
        return;
      }
      const answer = await fetch(origin + (request.url ?? ""), {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: await text(request),
      });
      const body = (await answer.json()) as { token: { catalog: Service[] } };
      body.token.catalog = change(body.token.catalog, self);
      response.writeHead(answer.status, { "x-subject-token": answer.headers.get("x-subject-token") ?? "" });
      response.end(JSON.stringify(body));
    })();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const self = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  try {
    return await checkSettings({}, [], cloudsFileAt(`${self}/v3`));
  } finally {
    server.close();
  }
}

const without = (type: string) => (catalogue: Service[]) => catalogue.filter((service) => service.type !== type);
const renamed = (from: string, to: string) => (catalogue: Service[]) =>
  catalogue.map((service) => (service.type === from ? { ...service, type: to } : service));

suite("odd catalogues, and what follows from them", () => {
  test("as it is", async () => {
    assert.deepEqual((await checkWithCatalogue((catalogue) => catalogue)).problems, []);
  });

  test("no Cinder", async () => {
    const { problems } = await checkWithCatalogue(without("volumev3"));
    assert.match(problems.join("\n"), /catalogue offers no volumes \(Cinder\) in region RegionOne/);
  });

  for (const type of ["block-storage", "volumev2"]) {
    test(`Cinder as ${type} only`, async () => {
      const { problems } = await checkWithCatalogue(renamed("volumev3", type));
      assert.match(
        problems.join("\n"),
        new RegExp(`lists volumes \\(Cinder\\) as "${type}" only, and the provider looks for "volumev3"`),
      );
    });
  }

  test("Nova 2.0", async () => {
    const { problems, warnings } = await checkWithCatalogue((catalogue) =>
      catalogue.map(({ type, endpoints }) => ({
        type,
        endpoints: endpoints.map((endpoint) => ({ ...endpoint, url: endpoint.url.replace("/v2.1", "/v2") })),
      })),
    );
    assert.deepEqual(problems, []);
    assert.match(warnings.join("\n"), /lists Nova 2\.0, which has no microversions/);
  });

  test("Glance v1", async () => {
    const { problems } = await checkWithCatalogue((catalogue, self) =>
      catalogue.map((service) =>
        service.type === "image"
          ? { ...service, endpoints: service.endpoints.map((endpoint) => ({ ...endpoint, url: `${self}/image/v1` })) }
          : service,
      ),
    );
    assert.match(problems.join("\n"), /Glance at .*\/image\/ offers v1\.1, v1\.0 only; the provider needs v2/);
  });

  test("another region", async () => {
    const { problems } = await checkWithCatalogue((catalogue) =>
      catalogue.map((service) => ({
        ...service,
        endpoints: service.endpoints.map((endpoint) => ({ ...endpoint, region: "Two" })),
      })),
    );
    assert.deepEqual(problems, [
      'The cloud has no region "RegionOne". It has: Two; capitals count. Correct region_name in its entry, or the setting region.',
    ]);
  });
});
