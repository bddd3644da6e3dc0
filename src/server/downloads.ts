import { BlockList, isIP, isIPv6 } from "node:net";
import { hostOf } from "../settings/hostOf";
import type { InstallationSettings } from "../settings/settings";

// Never by the proxy: the server itself, and the cloud's metadata service.
const ALWAYS_DIRECT = ["localhost", "127.0.0.1", "::1", "169.254.169.254"];

/**
 * The variables by which pip, uv, git and most other programs find proxy and package index; none by default. They hold for
 * the installation and for the users' servers.
 */
export function downloadEnvironment({ httpProxy, noProxy, pypiIndex }: InstallationSettings): Record<string, string> {
  const environment: Record<string, string> = {};
  if (httpProxy !== undefined) {
    const direct = [...ALWAYS_DIRECT, ...noProxy].join(",");
    for (const [name, value] of Object.entries({ http_proxy: httpProxy, https_proxy: httpProxy, no_proxy: direct })) {
      // curl reads http_proxy in small letters only, other programs large ones only.
      environment[name] = value;
      environment[name.toUpperCase()] = value;
    }
  }
  if (pypiIndex !== undefined) {
    environment.PIP_INDEX_URL = pypiIndex;
    environment.UV_DEFAULT_INDEX = pypiIndex;
    const { protocol, host } = new URL(pypiIndex);
    if (protocol === "http:") {
      // pip refuses an index without TLS unless it is told of it.
      environment.PIP_TRUSTED_HOST = host;
    }
  }
  return environment;
}

/** apt's configuration, which unattended upgrades and people on the server follow too; undefined where there is no proxy. */
export function aptProxy(settings: InstallationSettings): string | undefined {
  const { httpProxy, aptMirror, aptSecurityMirror } = settings;
  if (httpProxy === undefined) {
    return undefined;
  }
  const direct = [aptMirror, aptSecurityMirror]
    .filter((mirror) => mirror !== undefined)
    .map((mirror) => new URL(mirror))
    .filter((url) => isDirect(hostOf(url), settings.noProxy))
    .map(({ protocol, hostname }) => `Acquire::${protocol}:Proxy::${hostname} "DIRECT";`);
  const all = ["http", "https"].map((scheme) => `Acquire::${scheme}::Proxy "${httpProxy}";`);
  return [...all, ...direct, ""].join("\n");
}

function isDirect(address: string, noProxy: readonly string[]): boolean {
  return [...ALWAYS_DIRECT, ...noProxy].some((entry) =>
    isIP(address) === 0 ? `.${address}`.endsWith(`.${entry.replace(/^\./, "").toLowerCase()}`) : covers(entry, address),
  );
}

function covers(entry: string, address: string): boolean {
  const [base = "", prefix] = entry.split("/");
  const family = isIPv6(base) ? "ipv6" : "ipv4";
  if (isIP(base) === 0 || isIPv6(address) !== isIPv6(base)) {
    return false;
  }
  const list = new BlockList();
  list.addSubnet(base, prefix === undefined ? (family === "ipv6" ? 128 : 32) : Number(prefix), family);
  return list.check(address, family);
}
