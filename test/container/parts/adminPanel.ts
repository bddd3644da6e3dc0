import assert from "node:assert/strict";
import { test } from "node:test";
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
    await row.getByRole("button", { name: "Démarrer" }).first().click();
    await row.getByRole("button", { name: "Arrêter" }).waitFor();
    await chief.read("admin-fr.png");
    await row.getByRole("button", { name: "Arrêter" }).click();
    await row.getByRole("button", { name: "Démarrer" }).first().waitFor();

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
