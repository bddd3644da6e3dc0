import * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../settings/settings";

/** What reaches the server over SSH only: user data can be read by many. */
export function serverSecrets({ web: { tlsPrivateKey } }: Settings): pulumi.Output<Record<string, string>> {
  const secrets: Record<string, string> = tlsPrivateKey === undefined ? {} : { tlsPrivateKey };
  return pulumi.secret(secrets);
}

/** What the server's settings file says of the stack; the rest of it the cloud decides. */
export function serverValues({ users, limits, web, network, installation }: Settings) {
  const { adminUser, adminUsers, allowedUsers, bannedUsers, groups } = users;
  const { tls, tlsCertificate, language } = web;
  return {
    users: { adminUser, adminUsers, allowedUsers, bannedUsers, groups },
    limits,
    installation,
    tls,
    tlsCertificate,
    language,
    trustedProxies: tls === "upstream" ? network.webCidrs : [],
  };
}
