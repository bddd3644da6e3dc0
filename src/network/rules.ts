import type { NetworkSettings, Tls } from "../settings/settings";
import { cidrVersion } from "../settings/cidr";

/** One way into the server; everything else stays shut. */
export interface Rule {
  /** Names the rule for good: from it comes the resource's name, so order and number of rules may change. */
  readonly key: string;
  readonly description: string;
  readonly ethertype: "IPv4" | "IPv6";
  readonly port: number;
  readonly cidr: string;
}

/** The ingress rules of the hub's security group, a pure function of the settings. Protocol: TCP. */
export function ingressRules(settings: Pick<NetworkSettings, "sshCidrs" | "webCidrs">, tls: Tls): Rule[] {
  const services = [
    // Pulumi waits for the installation and applies changed settings over SSH.
    { service: "ssh", port: 22, cidrs: settings.sshCidrs, description: "SSH" },
    ...(tls === "upstream"
      ? [{ service: "http", port: 80, cidrs: settings.webCidrs, description: "HTTP from the proxy that ends TLS" }]
      : [
          // Port 80 only redirects to 443.
          { service: "http", port: 80, cidrs: settings.webCidrs, description: "HTTP, redirected to HTTPS" },
          { service: "https", port: 443, cidrs: settings.webCidrs, description: "HTTPS" },
        ]),
  ];
  return services.flatMap(({ service, port, cidrs, description }) =>
    [...new Set(cidrs)].map((cidr) => ({
      key: `${service}-${cidr.replace(/[^0-9a-f]/gi, "-")}`,
      description,
      ethertype: cidrVersion(cidr) === 6 ? ("IPv6" as const) : ("IPv4" as const),
      port,
      cidr,
    })),
  );
}
