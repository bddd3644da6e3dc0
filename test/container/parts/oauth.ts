import assert from "node:assert/strict";
import { test } from "node:test";
import { Authority } from "../../support/certificates";
import { APP, OAuthServer } from "../../support/oauthServer";
import { visit } from "../../support/visitor";
import type { Page } from "../lib/hubClient";
import { ADDRESS, HOST_ADDRESS, shell } from "../lib/machine";
import { ada, administrator, person } from "../lib/people";
import { filesOf, hubApply, mustApply } from "../lib/stack";

const HUB = `https://${ADDRESS}/`;
const TRUSTED = "/usr/local/share/ca-certificates/test-oauth.crt";

/** Accounts of GitHub and of GitLab, with a server that speaks their OAuth. */
export function oauth(): void {
  const authority = new Authority();
  const server = new OAuthServer(HOST_ADDRESS, authority.issue(HOST_ADDRESS), `${HUB}hub/oauth_callback`);

  const apply = (authenticator: "github" | "gitlab", secret: string) => {
    const { settings, secrets } = {
      github: {
        settings: { githubUrl: server.url, githubClientId: APP.id, githubOrganizations: ["Lab", "school:bio"] },
        secrets: { githubClientSecret: secret },
      },
      gitlab: {
        settings: { gitlabUrl: server.url, gitlabClientId: APP.id, gitlabGroups: ["lab"] },
        secrets: { gitlabClientSecret: secret },
      },
    }[authenticator];
    const authentication = { authenticator, allowedGroups: [], ...settings };
    return hubApply(filesOf({ authentication }), undefined, undefined, secrets);
  };
  const logIn = (login: string): Promise<Page> =>
    person(login, "").logInBy((url) => visit(url, login, HUB, authority.certificate));

  async function groupsOf(name: string): Promise<string[]> {
    const chief = administrator();
    assert.equal(await chief.logIn(), true);
    return (JSON.parse((await chief.api("GET", `/users/${name}`)).text) as { groups: string[] }).groups.sort();
  }

  for (const [authenticator, accounts, groups] of [
    [
      "github",
      { tina: ["other", "lab", "lab:staff", "school:bio", "other:lab"], omar: ["other", "school", "school:arts"] },
      ["Lab", "Lab:staff", "school:bio"],
    ],
    ["gitlab", { tina: ["other", "lab/staff", "other/lab", "lab"], omar: ["labx", "other/lab"] }, ["lab", "lab/staff"]],
  ] as const) {
    test(`${authenticator}: an app's secret that is wrong is told at once`, async () => {
      if (server.url === "") {
        await server.start();
        await shell(`cat > ${TRUSTED} <<'PEM'\n${authority.certificate}PEM\nupdate-ca-certificates 2>&1`);
      }
      const { code, stderr } = await apply(authenticator, "another secret");
      assert.equal(code, 1);
      assert.match(stderr, /refuses the client id an-app with its secret .settings \w+ClientId/);
    });

    test(`${authenticator}: members are let in, in the groups that were named and those in them; others are refused`, async () => {
      const { code, stderr } = await apply(authenticator, APP.secret);
      assert.equal(code, 0, stderr);
      server.accounts.set("tina", { id: 1, groups: accounts.tina });
      server.accounts.set("omar", { id: 2, groups: accounts.omar });
      assert.equal((await logIn("tina")).status, 302);
      assert.deepEqual(await groupsOf("tina"), groups);
      const { status, text } = await logIn("omar");
      assert.equal(status, 403);
      assert.match(text, /omar is neither among those/);
    });
  }

  test("back to the hub's own accounts", async () => {
    await mustApply();
    await server.stop();
    await shell(`rm ${TRUSTED}; update-ca-certificates 2>&1`);
    assert.deepEqual(await groupsOf("tina"), []);
    assert.equal(await ada().logIn(), true);
  });
}
