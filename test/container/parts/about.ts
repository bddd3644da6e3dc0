import assert from "node:assert/strict";
import { after, test } from "node:test";
import { HubVisitor } from "../../support/browser";
import { ADDRESS, eventually, execute, NAMESPACE, shell } from "../lib/machine";
import { Reader } from "../lib/pageTexts";
import { chief, lasting, person } from "../lib/people";
import { restartedBy } from "../lib/processes";
import { NO_QUOTAS } from "../lib/quotas";
import { restart, sharesOf, stop } from "../lib/servers";
import { filesOf, limited, mustApply, SETTINGS } from "../lib/stack";

const NAME = "rosalind";
const PASSWORD = "a picture of x-rays";
const rosalind = lasting(NAME, PASSWORD);
const MEBIBYTE = 2 ** 20;
/** Beside the server: Chromium lets go of everything when an interface of its network comes or goes. */
const VISIT = { namespace: NAMESPACE, patience: 180_000 };
const ABOUT = {
  announcement: {
    en: "<script>document.title = 'taken'</script> & \"closed\" on Friday:\n(https://status.example.org/?a=1&b=2) javascript:alert(1), or hub@example.org",
    fr: "Le hub est fermé vendredi de 12 h à 12 h 30 pour une mise à jour.\nPlus de détails : https://status.example.org",
  },
  contact: "hub@example.org",
  title: "Génomique & Co",
};
const ESCAPED = "&lt;script&gt;document.title = &#39;taken&#39;&lt;/script&gt; &amp; &#34;closed&#34; on Friday:\n(<a";

/** What users are told: limits, announcement, whom to ask. */
export function about(): void {
  const visitors: HubVisitor[] = [];
  const visit = async (locale: string): Promise<HubVisitor> => {
    const visitor = await HubVisitor.open(`https://${ADDRESS}`, { locale, ...VISIT });
    visitors.push(visitor);
    return visitor;
  };
  after(() => Promise.all(visitors.map((visitor) => visitor.close())));

  test("who is logged in reads the limits that a server started now gets, and nobody else does", async () => {
    await rosalind().signUp();
    await (await chief()).authorise(NAME);
    const users = { ...SETTINGS.users, groups: { chemists: [NAME], guests: [NAME], others: [] } };
    const groupLimits = {
      chemists: { memory: "900M", cpu: 1 },
      guests: { memory: "700M", cpu: 1.5 },
      others: { memory: "2G" },
    };
    const limits = { ...SETTINGS.limits, groupLimits, userLimits: { [NAME]: { cpu: 0.75 } } };
    await mustApply(filesOf({ users, limits: { ...limits, maxServers: 70, cullTimeout: 5400, cullMaxAge: 90000 } }));
    const { status, location } = await rosalind().request("GET", "/hub/about");
    assert.deepEqual([status, location], [302, "/hub/login?next=%2Fhub%2Fabout"]);
    assert.equal(await rosalind().logIn(), true);
    const before = await figures();
    const { servers: running, version, ...others } = before;
    assert.deepEqual(others, {
      memory: "900 MiB",
      cpus: "0.75",
      idle: "90 min",
      age: "25 h",
      ...(others.disk !== undefined && { disk: "0 MiB / no limit" }),
      backup: "There are no backups: keep a copy of what you cannot lose.",
    });
    assert.match(version ?? "", /^JupyterHub 5\./);
    await rosalind().spawn();
    assert.deepEqual(await sharesOf(NAME), { memory: String(900 * MEBIBYTE), cpu: "750ms" });
    assert.equal((await figures()).servers, `${String(Number.parseInt(running ?? "") + 1)} / 70`);
    // A server that runs keeps its limits; the page is about the next one.
    await mustApply();
    const { memory, cpus, servers } = await figures();
    assert.deepEqual([memory, cpus, servers?.split(" / ")[1]], ["500 MiB", "0.5", "no limit"]);
    assert.equal((await sharesOf(NAME)).memory, String(900 * MEBIBYTE));
  });

  test("the disk limit and what is used of it", { skip: NO_QUOTAS }, async () => {
    await mustApply(limited({ diskLimit: "40M", userLimits: { [NAME]: { disk: "30M" } } }));
    await shell(`runuser -u jupyter-${NAME} -- dd if=/dev/zero of=/srv/data/home/${NAME}/big bs=1M count=7; sync`);
    const [, used] = /^([\d.]+) MiB \/ 30 MiB$/.exec((await figures()).disk ?? "") ?? [];
    assert.ok(Number(used) >= 7 && Number(used) < 9, used);
    await mustApply();
    assert.match((await figures()).disk ?? "", /\/ no limit$/);
  });

  test("what is announced is on the pages at once, as text, and nothing restarts", async () => {
    assert.deepEqual(await restartedBy(() => mustApply(filesOf({ about: ABOUT }))), []);
    const stranger = person("nobody", "");
    for (const [client, path] of [
      [stranger, "/hub/login"],
      [rosalind(), "/hub/home"],
      [rosalind(), "/hub/about"],
    ] as const) {
      const { text } = await client.request("GET", path);
      assert.ok(text.includes(ESCAPED), text);
      assert.ok(!text.includes("<script>document.title"), path);
      assert.match(text, /<a id="contact"[^>]* href="mailto:hub@example.org">hub@example.org<\/a>/);
      assert.match(text, /<title>[\w ]+ - Génomique &amp; Co<\/title>/);
    }
    const started = restart(rosalind());
    await eventually("the page of a server that starts has it", 60, async () => {
      const { text } = await rosalind().request("GET", `/hub/spawn-pending/${NAME}`);
      return text.includes("Your server is starting up.") && text.includes(ESCAPED);
    });
    await started;
  });

  test("a browser makes links of addresses, and of nothing else", async () => {
    const visitor = await visit("en-GB");
    const { page } = visitor;
    await visitor.goTo("/hub/login");
    const links = "[...document.querySelectorAll('#announcement a')].map((link) => link.href)";
    assert.deepEqual(await page.evaluate(links), ["https://status.example.org/?a=1&b=2", "mailto:hub@example.org"]);
    assert.equal(await page.evaluate("document.querySelectorAll('#announcement script').length"), 0);
    assert.equal(await page.title(), "Sign In - Génomique & Co");
    assert.deepEqual(visitor.problems, []);
  });

  test("in French all of it is French", async () => {
    const reader = new Reader(await visit("fr-FR"), "fr", ABOUT.title);
    const { visitor } = reader;
    await visitor.goTo("/hub/login");
    assert.equal(await visitor.page.locator("#announcement").textContent(), ABOUT.announcement.fr);
    await reader.read("announcement-fr.png");
    await visitor.tryToLogIn(NAME, PASSWORD, "/hub/home");
    await visitor.page.getByRole("link", { name: "À propos", exact: true }).click();
    await visitor.page.getByRole("heading", { name: "Votre serveur" }).waitFor();
    assert.equal(await visitor.page.locator("#cpus").textContent(), "0,5");
    await reader.read("about-fr.png");
  });

  test("a file that somebody spoilt tells nothing, and the pages are there", async () => {
    await shell("echo '{' > /etc/jupyterhub-openstack/about.json");
    const { status, text } = await person("nobody", "").request("GET", "/hub/login");
    assert.equal(status, 200);
    assert.match(text, /<title>Sign In - JupyterHub<\/title>/);
    assert.ok(!text.includes('id="announcement"'));
  });

  test("what is taken back is gone at once, and the server is as it was", async () => {
    await mustApply(filesOf({ about: { announcement: "For everybody." } }));
    assert.match((await rosalind().request("GET", "/hub/home")).text, />For everybody.<\/pre>/);
    assert.deepEqual(await restartedBy(() => mustApply()), []);
    const { text } = await rosalind().request("GET", "/hub/home");
    assert.match(text, /<title>Home - JupyterHub<\/title>/);
    assert.ok(!text.includes('id="announcement"') && !text.includes('id="contact"'), text);
    assert.notEqual((await execute(["test", "-e", "/etc/jupyterhub-openstack/about.json"])).code, 0);
    await stop(rosalind());
    assert.equal((await (await chief()).api("DELETE", `/users/${NAME}`)).status, 204);
    await shell(`userdel --remove jupyter-${NAME} 2>&1`);
  });
}

/** The figures on rosalind's page, by their names in it; what is not there is not in it. */
async function figures(): Promise<Partial<Record<string, string>>> {
  const { status, text } = await rosalind().request("GET", "/hub/about");
  assert.equal(status, 200, text);
  const cells = [...text.matchAll(/<td id="(\w+)"[^>]*>([^]*?)<\/td>/g)];
  const plain = (html = "") =>
    html
      .replace(/<[^>]*>/g, "")
      .replace(/\s+/g, " ")
      .replaceAll("&#39;", "'")
      .trim();
  return Object.fromEntries(cells.map(([, name = "", html]) => [name, plain(html)] as const));
}
