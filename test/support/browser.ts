import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type BrowserContext, type Page } from "playwright-core";

/** A page of an emulated guest takes minutes where a real server takes seconds. */
const EMULATED = 600_000;

const CHROMIUM = "/usr/bin/chromium";

export interface Visit {
  /** Where names lead that no DNS knows, as Chromium writes it: "MAP *.example.org 192.0.2.1". */
  readonly hosts?: string;
  /** What the browser asks for, such as "fr-FR". */
  readonly locale?: string;
  /** The network namespace that the browser runs in; by default this machine's own. */
  readonly namespace?: string;
  /** How long everything may take, in milliseconds; by default as long as on an emulated guest. */
  readonly patience?: number;
}

/** A person at the hub, in Debian's Chromium. */
export class HubVisitor {
  private named = false;
  /** What went wrong in scripts of the hub's own pages. */
  readonly problems: string[] = [];

  private constructor(
    private readonly context: BrowserContext,
    private readonly profile: string,
    readonly page: Page,
    private readonly url: string,
  ) {
    const note = (text: string, source: string): void => {
      // That a page has a status such as 404 is no problem of its scripts.
      if (page.url().includes("/hub/") && source !== page.url()) this.problems.push(`${page.url()}: ${text}`);
    };
    page.on("console", (message) => {
      if (message.type() === "error") note(message.text(), message.location().url);
    });
    page.on("pageerror", (error) => {
      note(String(error), "");
    });
  }

  static async open(url: string, visit: Visit = {}): Promise<HubVisitor> {
    const { hosts, locale = "en-GB", namespace, patience = EMULATED } = visit;
    const profile = mkdtempSync(join(tmpdir(), "chromium-"));
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: namespace === undefined ? CHROMIUM : inNamespace(namespace, profile),
      headless: true,
      // The hub's own authority signed its certificate; that it did is checked without the browser.
      ignoreHTTPSErrors: true,
      viewport: { width: 1280, height: 800 },
      locale,
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
    page.setDefaultTimeout(patience);
    page.setDefaultNavigationTimeout(patience);
    return new HubVisitor(context, profile, page, url.replace(/\/$/, ""));
  }

  /** Goes to a path of the hub; answers the status. */
  async goTo(path: string): Promise<number | undefined> {
    for (;;) {
      try {
        return (await this.page.goto(this.url + path))?.status();
      } catch (error) {
        if (!isDropped(error)) throw error;
      }
    }
  }

  async logIn(user: string, password: string): Promise<void> {
    await this.tryToLogIn(user, password);
    await this.page.waitForURL(/\/(user|hub\/(home|spawn|spawn-pending))\b/);
  }

  /** @param next where a login leads; by default to the person's server, which it starts */
  async tryToLogIn(user: string, password: string, next = ""): Promise<void> {
    await this.goTo(`/hub/login?next=${encodeURIComponent(next)}`);
    await this.page.fill("#username_input", user);
    await this.page.fill("#password_input", password);
    await this.page.click("#login_submit");
  }

  /** From the click on "Start My Server", on the hub's home page, to JupyterLab's launcher; answers the seconds. */
  async startFromHome(user: string, password: string): Promise<number> {
    await this.tryToLogIn(user, password, "/hub/home");
    const start = this.page.locator("#start", { hasText: "Start" });
    await start.waitFor();
    const begin = performance.now();
    await start.click();
    await this.page.locator('.jp-LauncherCard[data-category="Notebook"]:visible').first().waitFor();
    return (performance.now() - begin) / 1000;
  }

  /** Waits on the page of a starting server until that leads to JupyterLab. */
  async awaitServer(user: string): Promise<void> {
    try {
      await this.page.waitForURL(new RegExp(`/user/${user}/lab`));
    } catch (error) {
      if (!isDropped(error)) throw error;
      await this.goTo(`/hub/spawn/${user}`);
      await this.awaitServer(user);
    }
  }

  /** Waits until JupyterLab shows its launcher, and opens a Python notebook. */
  async openNotebook(user: string): Promise<void> {
    await this.goTo(`/hub/spawn/${user}`);
    await this.awaitServer(user);
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

/** Chromium lets go of everything when a network interface of this machine comes or goes. */
function isDropped(error: unknown): boolean {
  return /ERR_NETWORK_CHANGED|chrome-error:/.test(String(error));
}

/** A program that starts Chromium where no interface comes or goes but the namespace's own; it is in `folder`. */
function inNamespace(namespace: string, folder: string): string {
  const program = join(folder, "start");
  writeFileSync(program, `#!/bin/sh\nexec ip netns exec ${namespace} ${CHROMIUM} "$@"\n`, { mode: 0o755 });
  return program;
}
