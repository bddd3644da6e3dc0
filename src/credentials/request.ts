import type { IncomingHttpHeaders } from "node:http";
import { EnvHttpProxyAgent, request as send } from "undici";
import type { Tls } from "./resolved";
import { trustOf } from "./trust";
import { Unreachable } from "./unreachable";

/** An answer of an OpenStack API. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}

// An API that does not answer must not hold up the message that the user waits for. Milliseconds.
const TIMEOUT = 20_000;

/** A client for one cloud, which trusts and goes through proxies as the provider does (HTTP_PROXY, HTTPS_PROXY, NO_PROXY). */
export class ApiClient {
  private readonly agent: EnvHttpProxyAgent;

  constructor(tls: Tls) {
    const connect = { ...trustOf(tls), timeout: TIMEOUT };
    this.agent = new EnvHttpProxyAgent({ connect, requestTls: connect });
  }

  /**
   * Sends JSON and awaits JSON.
   *
   * @throws Unreachable when there is no such answer
   */
  async ask(
    method: "GET" | "POST",
    url: string,
    options: { readonly token?: string; readonly body?: unknown } = {},
  ): Promise<Answer> {
    try {
      const { statusCode, headers, body } = await send(url, {
        method,
        dispatcher: this.agent,
        headersTimeout: TIMEOUT,
        bodyTimeout: TIMEOUT,
        headers: {
          accept: "application/json",
          ...(options.body !== undefined && { "content-type": "application/json" }),
          ...(options.token !== undefined && { "x-auth-token": options.token }),
        },
        body: options.body === undefined ? undefined : JSON.stringify(options.body),
      });
      const text = await body.text();
      return { status: statusCode, headers, body: parse(url, statusCode, text) };
    } catch (error) {
      throw Unreachable.because(url, error);
    }
  }

  /** Lets go of its connections; until then they keep the process alive. */
  async close(): Promise<void> {
    await this.agent.destroy();
  }
}

function parse(url: string, status: number, text: string): unknown {
  try {
    return JSON.parse(text === "" ? "null" : text);
  } catch {
    throw Unreachable.notAnApi(url, status, text);
  }
}
