import assert from "node:assert/strict";
import { test } from "node:test";
import { eventually } from "../lib/machine";
import type { Reader } from "../lib/pageTexts";

/** What an administrator does with users and groups; claire is there. */
export function adminPanel(reader: () => Reader): void {
  test("the admin panel: users, their servers, groups", async () => {
    const chief = reader();
    const { visitor } = chief;
    const { page } = visitor;
    const button = (name: string) => page.getByRole("button", { name, exact: true });
    await visitor.goTo("/hub/admin");
    await button("Ajouter des utilisateurs").click();
    await page.getByPlaceholder("un nom d'utilisateur par ligne").fill("emile");
    await chief.read();
    await page.locator("label", { hasText: "Administration" }).click();
    await page.locator("#submit").click();
    const emile = page.getByTestId("user-row-emile");
    await emile.waitFor();

    const row = page.getByTestId("user-row-claire");
    const inRow = (name: string) => row.getByRole("button", { name }).first();
    const press = async (name: string, method: string) => {
      const answered = page.waitForResponse((response) => response.request().method() === method);
      await inRow(name).click();
      await answered;
    };
    // The panel does not look again by itself at a server that takes its time.
    const shown = (name: string) =>
      eventually(`the panel has "${name}" for claire`, 60, async () => {
        await visitor.goTo("/hub/admin");
        await row.waitFor();
        return inRow(name)
          .waitFor({ timeout: 3000 })
          .then(
            () => true,
            () => false,
          );
      });
    await press("Démarrer", "POST");
    await shown("Arrêter");
    await chief.read("admin-fr.png");
    await press("Arrêter", "DELETE");
    await shown("Démarrer");

    await emile.getByRole("button", { name: "Modifier l'utilisateur" }).click();
    await page.getByRole("heading", { name: "Utilisateur emile" }).waitFor();
    await chief.read();
    await button("Supprimer l'utilisateur").click();
    await row.waitFor();
    assert.equal(await emile.count(), 0);

    await button("Gérer les groupes").click();
    await button("Nouveau groupe").click();
    await page.getByPlaceholder("nom du groupe").fill("stagiaires");
    await chief.read();
    await page.locator("#submit").click();
    await page.getByRole("link", { name: "stagiaires" }).click();
    await page.getByPlaceholder("Ajouter par nom d'utilisateur").waitFor();
    await chief.read();
    await button("Supprimer le groupe").click();
    await button("Nouveau groupe").waitFor();
    await chief.read();
  });
}
