import { Agent, request } from "undici";

/**
 * A person at a provider of accounts: goes from `url` on, fills in the forms on the way, and answers the first address
 * that begins with `home`. Throws with the provider's page when it leads nowhere.
 */
export async function visit(url: string, login: string, home: string, ca: string): Promise<string> {
  const dispatcher = new Agent({ connect: { ca } });
  const cookies = new Map<string, string>();
  let form: string | undefined;
  for (let hops = 0; hops < 20; hops++) {
    if (url.startsWith(home)) return url;
    const answer = await request(url, {
      method: form === undefined ? "GET" : "POST",
      body: form ?? null,
      headers: {
        Cookie: [...cookies].map((pair) => pair.join("=")).join("; "),
        ...(form === undefined ? {} : { "Content-Type": "application/x-www-form-urlencoded" }),
      },
      dispatcher,
    });
    for (const cookie of [answer.headers["set-cookie"] ?? []].flat()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (value === "") cookies.delete(name);
      else cookies.set(name, value);
    }
    const text = await answer.body.text();
    const { location } = answer.headers;
    if (location !== undefined) {
      url = new URL(String(location), url).href;
      form = undefined;
      continue;
    }
    const action = /<form[^>]*action="([^"]*)"/.exec(text)?.[1];
    if (action === undefined) throw new Error(`${url} answers ${String(answer.statusCode)}: ${text}`);
    url = new URL(action.replaceAll("&amp;", "&"), url).href;
    form = new URLSearchParams({ ...hiddenFields(text), login, password: "what the provider wants" }).toString();
  }
  throw new Error(`The provider leads in circles; last to ${url}.`);
}

function hiddenFields(page: string): Record<string, string> {
  const fields = [...page.matchAll(/<input[^>]*type="hidden"[^>]*name="([^"]*)"[^>]*value="([^"]*)"/g)];
  return Object.fromEntries(fields.map(([, name = "", value = ""]) => [name, value]));
}
