import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type BrowserContext, type Page } from "playwright-core";

/** A page of an emulated guest takes minutes where a real server takes seconds. Milliseconds. */
const PATIENCE = 600_000;

/** A person at the hub, in Debian's Chromium. */
export class HubVisitor {
  private named = false;

  private constructor(
    private readonly context: BrowserContext,
    private readonly profile: string,
    readonly page: Page,
    private readonly url: string,
  ) {}

  /** @param hosts where names lead that no DNS knows, as Chromium writes it: "MAP *.example.org 192.0.2.1" */
  static async open(url: string, hosts?: string): Promise<HubVisitor> {
    const profile = mkdtempSync(join(tmpdir(), "chromium-"));
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: "/usr/bin/chromium",
      headless: true,
      // The hub's own authority signed its certificate; that it did is checked without the browser.
      ignoreHTTPSErrors: true,
      viewport: { width: 1280, height: 800 },
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        ...(hosts === undefined ? [] : [`--host-resolver-rules=${hosts}`]),
      ],
    });
    const page = context.pages()[0] ?? (await context.newPage());
    page.setDefaultTimeout(PATIENCE);
    page.setDefaultNavigationTimeout(PATIENCE);
    return new HubVisitor(context, profile, page, url.replace(/\/$/, ""));
  }

  async logIn(user: string, password: string): Promise<void> {
    await this.page.goto(`${this.url}/hub/login`);
    await this.page.fill("#username_input", user);
    await this.page.fill("#password_input", password);
    await this.page.click("#login_submit");
    await this.page.waitForURL(/\/(user|hub\/(home|spawn|spawn-pending))\b/);
  }

  /** From the click on "Start My Server", on the hub's home page, to JupyterLab's launcher; answers the seconds. */
  async startFromHome(user: string, password: string): Promise<number> {
    await this.page.goto(`${this.url}/hub/login?next=%2Fhub%2Fhome`);
    await this.page.fill("#username_input", user);
    await this.page.fill("#password_input", password);
    await this.page.click("#login_submit");
    const start = this.page.locator("#start", { hasText: "Start" });
    await start.waitFor();
    const begin = performance.now();
    await start.click();
    await this.page.locator('.jp-LauncherCard[data-category="Notebook"]:visible').first().waitFor();
    return (performance.now() - begin) / 1000;
  }

  /** Waits until JupyterLab shows its launcher, and opens a Python notebook. */
  async openNotebook(user: string): Promise<void> {
    await this.page.goto(`${this.url}/hub/spawn/${user}`);
    await this.page.waitForURL(new RegExp(`/user/${user}/lab`));
    await this.page.locator('.jp-LauncherCard[data-category="Notebook"]:visible').first().click();
    await this.page.locator(".jp-NotebookPanel .jp-Cell .cm-content").first().waitFor();
    await this.kernelIdle();
  }

  /** Runs code in the notebook's last cell and awaits an output that holds `expected`. */
  async runCell(code: string, expected: string): Promise<void> {
    const notebook = this.page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)");
    await notebook.locator(".jp-Cell .cm-content").last().click();
    await this.page.keyboard.type(code);
    await this.page.keyboard.press("Shift+Enter");
    await notebook.locator(".jp-OutputArea-output", { hasText: expected }).first().waitFor();
  }

  /** Saves the notebook; answers what JupyterLab says when it cannot, "" when it is saved. */
  async saveNotebook(): Promise<string> {
    const saved = this.page.waitForResponse(
      (response) => response.request().method() === "PUT" && response.url().includes("/api/contents/"),
    );
    await this.page.keyboard.press("Control+s");
    if (!this.named) {
      // Asked at the first time.
      await this.page.getByRole("button", { name: "Rename and Save" }).click();
      this.named = true;
    }
    if ((await saved).ok()) {
      return "";
    }
    return this.page.locator(".jp-Dialog-content", { hasText: "Error" }).first().innerText();
  }

  /** Answers JupyterLab's dialogs, of which there may be none, with their last button. */
  async dismissDialogs(): Promise<void> {
    const button = this.page.locator(".jp-Dialog-content button").last();
    while (await button.isVisible()) {
      await button.click();
    }
  }

  async screenshot(path: string): Promise<void> {
    await this.page.screenshot({ path });
  }

  async close(): Promise<void> {
    await this.context.close();
    rmSync(this.profile, { recursive: true, force: true });
  }

  private async kernelIdle(): Promise<void> {
    await this.page
      .locator("#jp-main-statusbar")
      .getByText(/\| Idle/)
      .waitFor();
  }
}
