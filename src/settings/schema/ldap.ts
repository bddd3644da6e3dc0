import { certificateFile } from "../kinds/certificates";
import { attributeName, directoryUrl, distinguishedName, personsName } from "../kinds/directory";
import { text } from "../kinds/kind";
import { HUB_RESTARTS, saying } from "./effects";
import { defaulted, optional, type Group } from "./setting";

export const ldap = {
  title: "LDAP",
  settings: {
    server: optional("ldapServer", directoryUrl, {
      description: "The directory. It is always spoken to over TLS, and its certificate must be right.",
      unset: "authenticator ldap needs it",
      example: "ldaps://ldap.example.org",
      effect: HUB_RESTARTS,
    }),
    caCertificate: optional("ldapCaCertificate", certificateFile, {
      description: "The authorities that may sign the directory's certificate, besides those that the server knows.",
      unset: "those that the server knows; caCertificates are among them",
      example: "our-authority.pem",
      effect: HUB_RESTARTS,
    }),
    userDn: optional("ldapUserDn", personsName, {
      description: "Where a person's entry is, when its place follows from the name. Else give ldapSearchBase.",
      unset: "people are searched",
      example: "uid={username},ou=people,dc=example,dc=org",
      effect: HUB_RESTARTS,
    }),
    searchBase: optional("ldapSearchBase", distinguishedName, {
      description: "Below which entry people are searched, at any depth.",
      unset: "people's entries are where ldapUserDn says",
      example: "ou=people,dc=example,dc=org",
      effect: HUB_RESTARTS,
    }),
    userAttribute: defaulted("ldapUserAttribute", attributeName, {
      description: "With ldapSearchBase: the attribute with a person's name; sAMAccountName in Active Directory.",
      value: "uid",
      example: "sAMAccountName",
      effect: HUB_RESTARTS,
    }),
    bindDn: optional("ldapBindDn", distinguishedName, {
      description: "With ldapSearchBase: the account that searches people and groups. It needs to read, no more.",
      unset: "the directory lets everybody search",
      example: "cn=hub,ou=services,dc=example,dc=org",
      effect: HUB_RESTARTS,
    }),
    bindPassword: optional("ldapBindPassword", text("that account's password"), {
      description: "The password of ldapBindDn. It goes to the server over SSH only.",
      unset: "the directory lets everybody search",
      secret: "typed",
      effect: HUB_RESTARTS,
    }),
    groupBase: optional("ldapGroupBase", distinguishedName, {
      description:
        "Below which entry groups are, at any depth: those with member, uniqueMember or memberUid. A person is in the hub's groups of the same names (cn).",
      unset: "the directory's groups are not looked at",
      example: "ou=groups,dc=example,dc=org",
      effect: saying(HUB_RESTARTS, "groups are read at each login"),
    }),
  },
} satisfies Group;
