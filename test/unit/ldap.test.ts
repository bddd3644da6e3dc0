import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { serverValues } from "../../src/server/values";
import { LEAST, refusalOf, settingsOf } from "./defaults";

const DIRECT = {
  authenticator: "ldap",
  ldapServer: "ldaps://ldap.example.org",
  ldapUserDn: "uid={username},ou=people,dc=example,dc=org",
};
const SEARCH = {
  authenticator: "ldap",
  ldapServer: "ldaps://ldap.example.org",
  ldapSearchBase: "ou=people,dc=example,dc=org",
  ldapBindDn: "cn=hub,dc=example,dc=org",
  ldapBindPassword: "kept by the searcher",
};

suite("authenticator ldap", () => {
  const accepted: [string, object][] = [
    ["an entry that follows from the name", DIRECT],
    ["a search by an account", { ...SEARCH, ldapUserAttribute: "sAMAccountName" }],
    ["a search by everybody", { ...SEARCH, ldapBindDn: undefined, ldapBindPassword: undefined }],
    ["names with escaped commas", { ...SEARCH, ldapSearchBase: String.raw`ou=Biology\, Rennes, DC=example,DC=org` }],
    ["groups", { ...DIRECT, ldapGroupBase: "ou=groups,dc=example,dc=org", groupLimits: { "lab members": { cpu: 1 } } }],
  ];
  for (const [what, settings] of accepted) {
    test(`accepted: ${what}`, () => {
      settingsOf({ ...settings });
    });
  }

  const servers = ["ldap://ldap.example.org:3389", "ldaps://192.0.2.7", "ldaps://[2001:db8::7]:6360", "LDAPS://Lab/"];
  test("the server's address is a host and a port at most", () => {
    const read = servers.map((ldapServer) => settingsOf({ ...DIRECT, ldapServer }).ldap.server);
    assert.deepEqual(read, [...servers.slice(0, -1), "ldaps://Lab"]);
  });

  test("the server's settings say all but the password, which goes over SSH", () => {
    const { authenticator, ldapBindPassword, ...others } = SEARCH;
    const values = serverValues(settingsOf(SEARCH));
    assert.deepEqual(
      { ...values.authentication },
      { authenticator, allowedGroups: [], ...others, ldapUserAttribute: "uid" },
    );
    assert.doesNotMatch(JSON.stringify(values), new RegExp(ldapBindPassword));
  });

  const refusals: [string, object, RegExp][] = [
    [
      "without a server",
      { ...DIRECT, ldapServer: undefined },
      /ldapServer is not set, and authenticator ldap needs it/,
    ],
    ...["https://ldap.example.org", "ldap.example.org", "ldaps://me@ldap.example.org", "ldaps://lab/dc=org"].map(
      (ldapServer): [string, object, RegExp] => [
        ldapServer,
        { ...DIRECT, ldapServer },
        /ldapServer is ".*". Allowed: ldaps:\/\/host, or ldap:\/\/host, which is encrypted by StartTLS/,
      ],
    ),
    [
      "with no way to find people",
      { ...DIRECT, ldapUserDn: undefined },
      /ldapUserDn is not set, and ldapSearchBase neither.*pulumi config set ldapUserDn.*config set ldapSearchBase/,
    ],
    [
      "with two ways to find people",
      { ...SEARCH, ...DIRECT },
      /ldapSearchBase is for a search, and ldapUserDn says where people are[^]*ldapBindDn is for[^]*ldapBindPassword is for/,
    ],
    [
      "an account without password",
      { ...SEARCH, ldapBindPassword: undefined },
      /ldapBindPassword is not set, and ldapBindDn is/,
    ],
    [
      "a password without account",
      { ...SEARCH, ldapBindDn: undefined },
      /ldapBindDn is not set, and ldapBindPassword is/,
    ],
    ["one entry for all", { ...DIRECT, ldapUserDn: "uid=ada,dc=org" }, /ldapUserDn has no \{username\}/],
    [
      "another placeholder",
      { ...DIRECT, ldapUserDn: "uid={username},ou={group}" },
      /ldapUserDn is ".*". Allowed: a dist/,
    ],
    [
      "what is no name",
      { ...SEARCH, ldapSearchBase: "people" },
      /ldapSearchBase is "people". Allowed: a distinguished/,
    ],
    [
      "what is no attribute",
      { ...SEARCH, ldapUserAttribute: "(uid=*)" },
      /ldapUserAttribute is ".*". Allowed: the name/,
    ],
    ["in vain", { ...SEARCH, authenticator: "native" }, /ldapServer is set while authenticator is native/],
  ];
  for (const [what, settings, message] of refusals) {
    test(`refused: ${what}`, () => {
      assert.match(refusalOf({ ...LEAST, ...settings }), message);
    });
  }
});
