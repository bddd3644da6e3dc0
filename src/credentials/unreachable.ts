import { UserError } from "../settings/userError";

/** An address did not answer as an API of OpenStack does. The message is for people: what happened, and what to do. */
export class Unreachable extends UserError {
  static because(url: string, error: unknown): Unreachable {
    if (error instanceof Unreachable) {
      return error;
    }
    const { message, code, cause } = error as Error & { code?: string; cause?: { code?: string } };
    const { host } = new URL(url);
    return new Unreachable(`${host} ${explain(code ?? cause?.code ?? "") ?? `cannot be asked: ${message}.`}`);
  }

  /** It answered, with something that no API of OpenStack says. */
  static notAnApi(url: string, status: number, text: string): Unreachable {
    const { host } = new URL(url);
    if (status >= 500) {
      return new Unreachable(
        `${host} answers ${String(status)}: the cloud is not well at the moment. Try again later.`,
      );
    }
    const what = /<html|<!doctype/i.test(text) ? "a web page" : "something that is not JSON";
    return new Unreachable(
      `${url} answers ${String(status)} with ${what}. A login page or a proxy stands between, or the address is not Keystone's: ` +
        "compare auth_url with the dashboard's page API Access; HTTPS_PROXY and NO_PROXY say which proxy is used.",
    );
  }
}

function explain(code: string): string | undefined {
  switch (code) {
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return "is not known to the name server. Check auth_url, your network or VPN.";
    case "ECONNREFUSED":
      return "refuses the connection. Check the port in auth_url; the cloud may be down.";
    case "EHOSTUNREACH":
    case "ENETUNREACH":
    case "ETIMEDOUT":
    case "UND_ERR_CONNECT_TIMEOUT":
    case "UND_ERR_HEADERS_TIMEOUT":
    case "UND_ERR_BODY_TIMEOUT":
      return "does not answer. Check your network or VPN; HTTPS_PROXY, if the way out is a proxy.";
    case "ECONNRESET":
    case "UND_ERR_SOCKET":
      return "closes the connection without an answer. Check the scheme (http or https) and port in auth_url.";
    case "CERT_HAS_EXPIRED":
      return "shows a certificate that has expired. Tell the cloud's people.";
    case "ERR_TLS_CERT_ALTNAME_INVALID":
      return "shows a certificate for another name. Check auth_url.";
    case "DEPTH_ZERO_SELF_SIGNED_CERT":
    case "SELF_SIGNED_CERT_IN_CHAIN":
    case "UNABLE_TO_GET_ISSUER_CERT":
    case "UNABLE_TO_GET_ISSUER_CERT_LOCALLY":
    case "UNABLE_TO_VERIFY_LEAF_SIGNATURE":
      return 'shows a certificate of an authority that is not trusted here. Get its PEM file from the cloud\'s people and name it in the entry: "cacert: PATH".';
    case "EPROTO":
    case "ERR_SSL_WRONG_VERSION_NUMBER":
      return "does not speak TLS there. Check the scheme (http or https) and port in auth_url.";
    default:
      return undefined;
  }
}
