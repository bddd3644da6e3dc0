import { readFileSync } from "node:fs";
import * as http from "node:http";
import * as https from "node:https";
import type { CloudEntry } from "./cloudsFile";

/** An answer of an OpenStack API. */
export interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: unknown;
}

// An API that does not answer must not hold up the message that the user waits for.
const TIMEOUT = 20_000;

/**
 * Sends JSON and awaits JSON, with the certificates that the cloud's entry asks for.
 *
 * @throws Error when the API cannot be reached or does not answer with JSON
 */
export async function request(
  entry: CloudEntry,
  url: string,
  options: { readonly method: "GET" | "POST"; readonly token?: string; readonly body?: unknown },
): Promise<Answer> {
  const { promise, resolve, reject } = deferred<Answer>();
  const client = url.startsWith("https:") ? https : http;
  const sent = client.request(
    url,
    {
      method: options.method,
      headers: { "Content-Type": "application/json", ...(options.token && { "X-Auth-Token": options.token }) },
      timeout: TIMEOUT,
      rejectUnauthorized: entry.verify !== false,
      ...(entry.cacert && { ca: readFileSync(entry.cacert) }),
    },
    (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        try {
          const text = Buffer.concat(chunks).toString("utf8");
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: JSON.parse(text || "null") });
        } catch {
          reject(new Error(`${url} answered ${String(response.statusCode)} with something that is not JSON`));
        }
      });
    },
  );
  sent.on("timeout", () => sent.destroy(new Error(`${url} did not answer in ${String(TIMEOUT / 1000)} s`)));
  sent.on("error", reject);
  sent.end(options.body === undefined ? undefined : JSON.stringify(options.body));
  return promise;
}

function deferred<T>() {
  let resolve!: (value: T) => void;
  let reject!: (error: Error) => void;
  const promise = new Promise<T>((onValue, onError) => {
    resolve = onValue;
    reject = onError;
  });
  return { promise, resolve, reject };
}
