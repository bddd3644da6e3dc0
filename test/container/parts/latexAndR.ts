import assert from "node:assert/strict";
import { before, test } from "node:test";
import { runCell } from "../lib/kernel";
import { shell } from "../lib/machine";
import { packages } from "../lib/distributionPackages";
import { ada } from "../lib/people";
import { restartedBy } from "../lib/processes";
import { restart } from "../lib/servers";
import { up } from "../lib/stack";

/** R with the limits of a real hub. */
const ROOMY = { userMemoryLimit: "2G", userCpuLimit: 2 };
const WANTED = { rPackages: ["DESeq2", "data.table"], latex: true };

const ANALYSIS = `
suppressPackageStartupMessages(library(DESeq2))
set.seed(1)
analysed <- suppressMessages(DESeq(makeExampleDESeqDataSet(n = 300, m = 6)))
cat("genes", nrow(results(analysed)))
`;
const OWN_PACKAGE = `
dir.create("tiny/R", recursive = TRUE)
writeLines(c("Package: tiny", "Version: 0.1", "Title: Tiny", "Description: Tiny.", "License: GPL-3"), "tiny/DESCRIPTION")
writeLines("export(answer)", "tiny/NAMESPACE")
writeLines("answer <- function() 6 * 7", "tiny/R/answer.R")
tar("tiny_0.1.tar.gz", "tiny")
install.packages("tiny_0.1.tar.gz", repos = NULL, quiet = TRUE)
cat("in", dirname(find.package("tiny")))
`;
const NOTEBOOK = {
  nbformat: 4,
  nbformat_minor: 5,
  metadata: { kernelspec: { name: "ir", display_name: "R", language: "R" } },
  cells: [
    {
      id: "a",
      cell_type: "markdown",
      metadata: {},
      source: "# Déjà vu\n\n$x^2$ and **bold**\n\n| a | b |\n|---|---|\n| 1 | ~~2~~ |",
    },
    {
      id: "b",
      cell_type: "code",
      metadata: {},
      execution_count: 1,
      source: "cat('42')",
      outputs: [{ output_type: "stream", name: "stdout", text: "42 é" }],
    },
  ],
};

/** R as a kernel, packages of Bioconductor and of a user's own, and notebooks as PDF. */
export function latexAndR(): void {
  let atFirst: string[];
  const kernels = async (): Promise<string> => (await ada().own("GET", "api/kernelspecs")).text;

  before(async () => {
    await up(ROOMY);
    assert.equal(await ada().logIn(), true);
    await restart(ada());
    atFirst = await packages();
  });

  test("R and LaTeX come with one up; nothing restarts, and R is a kernel in servers that run", async () => {
    assert.doesNotMatch(await kernels(), /"ir"/);
    const began = Date.now();
    assert.deepEqual(await restartedBy(() => up({ ...ROOMY, ...WANTED }, 1500)), []);
    console.log(`R, DESeq2 and LaTeX: ${String(Math.round((Date.now() - began) / 1000))} s`);
    const { kernelspecs } = JSON.parse(await kernels()) as {
      kernelspecs: Record<string, { spec: { display_name: string }; resources: Record<string, string> }>;
    };
    assert.equal(kernelspecs.ir?.spec.display_name, "R");
    assert.ok(kernelspecs.ir.resources["logo-64x64"]);
    const again = Date.now();
    await up({ ...ROOMY, ...WANTED });
    console.log(`once more without a change: ${String(Math.round((Date.now() - again) / 1000))} s`);
  });

  test("a user's R kernel analyses with DESeq2 within 2G", async () => {
    assert.match(await runCell(ada(), ANALYSIS, "ir"), /genes 300$/);
  });

  test("a user's own package goes to the home and is there in the next kernel", async () => {
    assert.match(await runCell(ada(), OWN_PACKAGE, "ir"), /in \/srv\/data\/home\/ada\/R\/\S+$/);
    assert.equal(await runCell(ada(), "cat(tiny::answer())", "ir"), "42");
  });

  test("a notebook is downloaded as PDF", async () => {
    const path = "pdf-of-this.ipynb";
    const saved = await ada().own("PUT", `api/contents/${path}`, {
      type: "notebook",
      format: "json",
      content: NOTEBOOK,
    });
    assert.equal(saved.status, 201, saved.text);
    const { status, text } = await ada().own("GET", `nbconvert/pdf/${path}?download=true`);
    assert.equal(status, 200, text);
    assert.match(text, /^%PDF-1/);
  });

  test("without the settings R and LaTeX are gone, nothing else is, and what is in the home stays", async () => {
    assert.deepEqual(await restartedBy(() => up(ROOMY, 900)), []);
    assert.deepEqual(await packages(), atFirst);
    assert.doesNotMatch(await kernels(), /"ir"/);
    assert.match(await shell("ls /srv/data/home/ada/R/*/*/tiny"), /DESCRIPTION/);
    await shell("rm -r /srv/data/home/ada/{R,tiny,tiny_0.1.tar.gz,pdf-of-this.ipynb}");
    await up({});
  });
}
