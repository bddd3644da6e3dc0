import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { connect, type AddressInfo, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, suite, test } from "node:test";
import type { ResolvedCloud } from "../../src/credentials/resolved";
import { withSession } from "../../src/credentials/session";
import { freePort } from "../support/sshd";

const TOKEN = { token: { project: { id: "p" }, user: { id: "u" }, catalog: [] } };

function cloudAt(auth_url: string, tls: Partial<ResolvedCloud["tls"]> = {}): ResolvedCloud {
  return {
    name: "lab",
    sources: [],
    authType: "password",
    auth: { auth_url, username: "me", user_domain_name: "D", password: "wrong-secret", project_id: "p" },
    interface: "public",
    tls: { verify: true, ...tls },
    endpointOverrides: {},
    passedAs: "name",
  };
}

async function refusalOf(cloud: ResolvedCloud): Promise<string> {
  try {
    await withSession(cloud, () => Promise.resolve());
  } catch (error) {
    const { message } = error as Error;
    assert.ok(!message.includes("wrong-secret"), message);
    return message;
  }
  throw new Error("Keystone let us in");
}

/** A server that answers everything in one way, for as long as `use` takes. */
async function answering(listener: RequestListener, use: (url: string) => Promise<void>): Promise<void> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    await use(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}/v3`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

suite("what a Keystone that does not let us in is said to be", () => {
  const answers: [string, number, string, RegExp][] = [
    [
      "a refused password",
      401,
      "{}",
      /refuses the password of user me, or the user has no role in project p \(cloud "lab"\)/,
    ],
    ["another address", 404, "{}", /There is no Keystone v3 at http:\/\/127\.0\.0\.1:\d+ .*API Access/],
    [
      "a login page",
      200,
      "<!DOCTYPE html><html>",
      /answers 200 with a web page\. A login page or a proxy .*HTTPS_PROXY/,
    ],
    [
      "a service that is down",
      503,
      "<html>503</html>",
      /answers 503: the cloud is not well at the moment\. Try again later/,
    ],
    ["a service that is down, in JSON", 503, "{}", /answers 503: the cloud is not well/],
    ["a token without a project", 201, '{"token": {"user": {"id": "u"}}}', /gives cloud "lab" no project/],
  ];
  for (const [name, status, body, message] of answers) {
    test(name, async () => {
      await answering(
        (_, response) => response.writeHead(status, { "x-subject-token": "t" }).end(body),
        async (url) => {
          assert.match(await refusalOf(cloudAt(url)), message);
        },
      );
    });
  }

  test("nobody listens", async () => {
    const port = await freePort();
    assert.match(
      await refusalOf(cloudAt(`http://127.0.0.1:${String(port)}`)),
      /refuses the connection\. Check the port/,
    );
  });

  test("a name that nobody knows", async () => {
    assert.match(
      await refusalOf(cloudAt("http://keystone.invalid")),
      /keystone\.invalid is not known to the name server/,
    );
  });

  test("no HTTP", async () => {
    await answering(
      (request) => request.socket.destroy(),
      async (url) => {
        assert.match(await refusalOf(cloudAt(url)), /closes the connection without an answer/);
      },
    );
  });
});

suite("a network whose way out is a proxy", () => {
  test("HTTP_PROXY is used, and NO_PROXY keeps to it", async () => {
    const asked: string[] = [];
    const proxy = createServer().on("connect", (request, client: Socket) => {
      asked.push(request.url ?? "");
      const [host, port] = (request.url ?? "").split(":");
      const upstream = connect(Number(port), host, () => {
        client.write("HTTP/1.1 200 OK\r\n\r\n");
        upstream.pipe(client).pipe(upstream);
      });
      client.on("error", () => upstream.destroy());
    });
    proxy.listen(0, "127.0.0.1");
    await once(proxy, "listening");
    process.env.HTTP_PROXY = `http://127.0.0.1:${String((proxy.address() as AddressInfo).port)}`;
    try {
      await answering(
        (_, response) => response.writeHead(401).end("{}"),
        async (url) => {
          await refusalOf(cloudAt(url));
          assert.deepEqual(asked, [new URL(url).host]);
          process.env.NO_PROXY = "127.0.0.1";
          await refusalOf(cloudAt(url));
          assert.equal(asked.length, 1);
        },
      );
    } finally {
      delete process.env.HTTP_PROXY;
      delete process.env.NO_PROXY;
      proxy.close();
    }
  });
});

suite("certificates", () => {
  const folder = mkdtempSync(join(tmpdir(), "session-"));
  const [ca, key] = [join(folder, "ca.pem"), join(folder, "key.pem")];
  let server: Server;
  let url: string;

  before(async () => {
    const options = [
      "-x509",
      "-newkey",
      "ec",
      "-pkeyopt",
      "ec_paramgen_curve:P-256",
      "-nodes",
      "-days",
      "2",
      "-subj",
      "/CN=k",
    ];
    execFileSync("openssl", ["req", ...options, "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", ca], {
      stdio: "ignore",
    });
    server = createTlsServer({ key: readFileSync(key), cert: readFileSync(ca) }, (_, response) => {
      response.writeHead(201, { "x-subject-token": "t" }).end(JSON.stringify(TOKEN));
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    url = `https://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  });
  after(() => {
    server.close();
  });

  test("an authority that nobody knows: the message says where to name it", async () => {
    assert.match(await refusalOf(cloudAt(url)), /authority that is not trusted here.*cacert: PATH/);
  });

  test("named as cacert it is trusted", async () => {
    assert.equal(await withSession(cloudAt(url, { cacert: ca }), ({ projectId }) => Promise.resolve(projectId)), "p");
  });

  test("verify: false", async () => {
    assert.equal(
      await withSession(cloudAt(url, { verify: false }), ({ projectId }) => Promise.resolve(projectId)),
      "p",
    );
  });

  test("another name", async () => {
    assert.match(
      await refusalOf(cloudAt(url.replace("127.0.0.1", "localhost"), { cacert: ca })),
      /certificate for another name/,
    );
  });

  test("HTTPS where HTTP is spoken", async () => {
    await answering(
      (_, response) => response.end(),
      async (plain) => {
        assert.match(await refusalOf(cloudAt(plain.replace("http:", "https:"))), /does not speak TLS there/);
      },
    );
  });
});
