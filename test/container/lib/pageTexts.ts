import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { HubVisitor } from "../../support/browser";

const ROOT = join(__dirname, "../../..");
const LANGUAGES = join(ROOT, "cloud-init/files/opt/jupyterhub/languages");

/** What the hub says in French, by what it says in English; {name} stands for what differs. */
export const FRENCH = JSON.parse(readFileSync(join(LANGUAGES, "fr/pages.json"), "utf8")) as Record<string, string>;

interface PageTexts {
  readonly language: string;
  readonly title: string;
  readonly texts: readonly string[];
}

const TEXTS_OF_PAGE = readFileSync(join(__dirname, "../textsOfPage.js"), "utf8");
const PRODUCT = /^JupyterHub( [\w.:-]+)*$/;
const PATH = /^\/\S*$|^[\w.-]+\/$/;
/** As users and groups are called; a known text is none. */
const NAME = /^[a-z0-9_.-]+$/;
const said = Object.values(FRENCH).map(pattern);

function pattern(text: string): RegExp {
  const literal = text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${literal.replace(/\\\{\w+\\\}/g, ".+")}$`, "s");
}

function isFrench(text: string): boolean {
  if (PRODUCT.test(text) || PATH.test(text) || (NAME.test(text) && !(text in FRENCH))) return true;
  return said.some((french) => french.test(text));
}

/** Somebody who reads whole pages, in one language. */
export class Reader {
  constructor(
    readonly visitor: HubVisitor,
    readonly language: "en" | "fr",
    /** What the stack calls the hub. */
    readonly hub = "JupyterHub",
  ) {}

  /**
   * Everything that the page says is in the reader's language, and its scripts found nothing wrong.
   * @param picture name of the picture that is kept of it
   * @param own what the reader has put there
   */
  async read(picture?: string, own: readonly string[] = []): Promise<void> {
    const { page } = this.visitor;
    await page.waitForLoadState("load");
    const { language, title, texts } = await page.evaluate<PageTexts>(TEXTS_OF_PAGE);
    const foreign =
      this.language === "fr"
        ? texts.filter((text) => !isFrench(text) && !own.includes(text))
        : texts.filter((text) => !(text in FRENCH) && Object.values(FRENCH).includes(text));
    assert.deepEqual({ url: page.url(), foreign }, { url: page.url(), foreign: [] });
    assert.equal(language, this.language, page.url());
    assert.equal(title.split(" - ").at(-1), this.hub);
    assert.deepEqual(this.visitor.problems, []);
    if (picture !== undefined) {
      await this.visitor.screenshot(join(ROOT, process.env.UPDATE_DOCS ? "docs/images" : "test-results", picture));
    }
  }
}
