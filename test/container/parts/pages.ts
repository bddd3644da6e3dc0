import assert from "node:assert/strict";
import { after, test } from "node:test";
import { HubVisitor } from "../../support/browser";
import { ADDRESS, eventually, NAMESPACE, shell } from "../lib/machine";
import { Reader } from "../lib/pageTexts";
import { administrator } from "../lib/people";
import { ADMIN, filesOf, mustApply, SETTINGS } from "../lib/stack";
import { adminPanel } from "./adminPanel";

const CLAIRE = { name: "claire", password: "un passe bien long", next: "un autre bien long" };
/** Beside the server: Chromium lets go of everything when an interface of its network comes or goes. */
const VISIT = { namespace: NAMESPACE, patience: 180_000 };

async function reader(language: "en" | "fr"): Promise<Reader> {
  const locale = language === "fr" ? "fr-FR" : "en-GB";
  return new Reader(await HubVisitor.open(`https://${ADDRESS}`, { locale, ...VISIT }), language);
}

async function stopServer(name: string): Promise<void> {
  const boss = administrator();
  await boss.logIn();
  await boss.api("DELETE", `/users/${name}/server`);
  await eventually(`the server of ${name} has stopped`, 60, async () => {
    const { text } = await boss.api("GET", `/users/${name}`);
    return Object.keys((JSON.parse(text) as { servers: object }).servers).length === 0;
  });
}

/** Every page that a user or an administrator meets, in a real browser. */
export function pages(): void {
  let claire: Reader;
  let chief: Reader;
  const readers: Reader[] = [];
  const open = async (language: "en" | "fr"): Promise<Reader> => {
    const one = await reader(language);
    readers.push(one);
    return one;
  };
  after(() => Promise.all(readers.map(({ visitor }) => visitor.close())));

  test("somebody signs up in French, is told what is wrong, and that an administrator has to agree", async () => {
    claire = await open("fr");
    const { page } = claire.visitor;
    await claire.visitor.tryToLogIn(CLAIRE.name, "un mauvais mot de passe");
    await page.getByText("Nom d'utilisateur ou mot de passe incorrect.").waitFor();
    assert.equal(await page.evaluate("document.activeElement.id"), "username_input");
    await claire.read("login-fr.png");

    const signUp = async (name: string, password: string, confirmation: string, answer: string) => {
      await claire.visitor.goTo("/hub/signup");
      await page.fill("#username_input", name);
      await page.getByLabel("Mot de passe :", { exact: true }).fill(password);
      await page.getByLabel("Confirmez le mot de passe :").fill(confirmation);
      await page.click("#signup_submit");
      await page.locator(".alert", { hasText: answer }).first().waitFor();
      await claire.read();
    };
    await signUp(CLAIRE.name, "court", "court", "au moins 10 caractères");
    await signUp(CLAIRE.name, CLAIRE.password, "autre chose", "ne sont pas identiques");
    await signUp(ADMIN.name, CLAIRE.password, CLAIRE.password, "déjà pris");
    await signUp(CLAIRE.name, CLAIRE.password, CLAIRE.password, "Un administrateur doit l'autoriser");
    await claire.read("sign-up-fr.png");
    await claire.visitor.tryToLogIn(CLAIRE.name, CLAIRE.password);
    await page.getByText("Le compte claire est en attente").waitFor();
    await claire.read();
  });

  test("an administrator lets the person in", async () => {
    chief = await open("fr");
    const { page } = chief.visitor;
    await chief.visitor.tryToLogIn(ADMIN.name, ADMIN.password, "/hub/authorize");
    const row = page.locator(`tr#${CLAIRE.name}`);
    await row.waitFor();
    await chief.read("authorize-fr.png");
    await row.getByText("Autoriser", { exact: true }).click();
    await row.getByText("Retirer l'autorisation").waitFor();
    await chief.visitor.goTo(`/hub/change-password/${CLAIRE.name}`);
    await chief.read();
  });

  test("the user starts a server, works, and stops it", async () => {
    const { visitor } = claire;
    const { page } = visitor;
    await visitor.tryToLogIn(CLAIRE.name, CLAIRE.password, "/hub/home");
    await page.getByRole("button", { name: "Démarrer mon serveur" }).click();
    await page.locator("#progress-message", { hasText: /Serveur demandé|Démarrage du serveur/ }).waitFor();
    await claire.read("starting-fr.png");
    await page.waitForURL(/\/user\/claire\/lab/);
    await visitor.openNotebook(CLAIRE.name);
    await visitor.runCell("print(6 * 7)", "42");
    await visitor.goTo("/hub/home");
    await claire.read("home-fr.png");
    await page.getByRole("button", { name: "Arrêter mon serveur" }).click();
    await page.getByRole("button", { name: "Démarrer mon serveur" }).waitFor();
    await claire.read();
    assert.equal(await visitor.goTo("/user/claire/lab"), 424);
    await claire.read("not-running-fr.png");
  });

  test("the user's other pages: tokens, password, errors, logout", async () => {
    const { visitor } = claire;
    const { page } = visitor;
    await visitor.goTo("/hub/token");
    await page.fill("#token-note", "Un essai");
    await page.getByRole("button", { name: "Demander un nouveau jeton d'API" }).click();
    await page.getByText("Votre nouveau jeton d'API").waitFor();
    await visitor.goTo("/hub/token");
    await page.getByRole("cell", { name: "Un essai" }).waitFor();
    await claire.read("token-fr.png", ["Un essai"]);

    await visitor.goTo("/hub/change-password");
    const change = async (old: string, answer: string) => {
      await page.getByLabel("Mot de passe actuel :").fill(old);
      await page.getByLabel("Nouveau mot de passe :", { exact: true }).fill(CLAIRE.next);
      await page.getByLabel("Confirmez le nouveau mot de passe :").fill(CLAIRE.next);
      await page.click("#signup_submit");
      await page.locator(".alert", { hasText: answer }).first().waitFor();
    };
    await change("un mauvais mot de passe", "Votre mot de passe actuel est incorrect.");
    await claire.read();
    await change(CLAIRE.password, "Votre mot de passe a été changé.");
    await claire.read("change-password-fr.png");

    assert.equal(await visitor.goTo("/hub/nowhere"), 404);
    await page.getByText("404 : page introuvable").waitFor();
    await claire.read("not-found-fr.png");
    assert.equal(await visitor.goTo("/hub/admin"), 403);
    await page.getByText("403 : accès refusé").waitFor();
    await claire.read();
    assert.equal(await visitor.goTo(`/hub/spawn/${ADMIN.name}`), 404);
    await claire.read();
    await visitor.goTo("/hub/home");
    await page.getByRole("button", { name: "Se déconnecter" }).click();
    await page.getByRole("button", { name: "Se connecter" }).first().waitFor();
    await claire.read();
  });

  adminPanel(() => chief);

  test("in English the same pages are upstream's, but for what the hub says better", async () => {
    const john = await open("en");
    const { page } = john.visitor;
    await john.visitor.tryToLogIn(CLAIRE.name, "a wrong password");
    await page.getByText("Invalid username or password.").waitFor();
    await john.read("login-en.png");
    await john.visitor.tryToLogIn(ADMIN.name, ADMIN.password, "/hub/home");
    await page.locator("#start", { hasText: "My Server" }).waitFor();
    await john.read();
    for (const path of ["token", "change-password", "authorize", "nowhere"]) {
      await john.visitor.goTo(`/hub/${path}`);
      await john.read();
    }
    await john.visitor.goTo("/hub/admin");
    await page.getByTestId("user-row-claire").waitFor();
    await john.read("admin-en.png");
  });

  test("a hub whose language is French is so for everybody, also when it is full, and so is JupyterLab", async () => {
    await stopServer(ADMIN.name);
    const boss = administrator();
    await boss.logIn();
    const { length } = JSON.parse((await boss.api("GET", "/users?state=active")).text) as unknown[];
    await mustApply(filesOf({ language: "fr", limits: { ...SETTINGS.limits, maxServers: length + 1 } }));
    const { visitor } = await open("en");
    const abroad = new Reader(visitor, "fr");
    await visitor.tryToLogIn(CLAIRE.name, CLAIRE.next, "/hub/home");
    await abroad.read();
    await visitor.goTo("/hub/spawn");
    await visitor.page.waitForURL(/\/user\/claire\/lab/);
    await visitor.page.locator("#jp-MainMenu", { hasText: "Fichier" }).waitFor();

    assert.equal(await chief.visitor.goTo("/hub/spawn"), 429);
    await chief.visitor.page.getByText("Le nombre maximal de serveurs en marche est atteint.").waitFor();
    await chief.read("server-limit-fr.png");
  });

  test("and the server is as it was", async () => {
    await mustApply();
    const boss = administrator();
    await boss.logIn();
    await stopServer(CLAIRE.name);
    assert.equal((await boss.api("DELETE", `/users/${CLAIRE.name}`)).status, 204);
    await shell(`userdel --remove jupyter-${CLAIRE.name} 2>&1`);
  });
}
