import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, renameSync, writeFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Authority } from "../../support/certificates";
import { execute, HOST_ADDRESS, shell } from "./machine";

const PORT = 8443;
const TRUSTED = "/usr/local/share/ca-certificates/git.crt";
const END_OF_HEADERS = "\r\n\r\n";

/** Repositories of Git's, by HTTPS and Git's own program for it, beside the hub's server, which trusts the certificate. */
export class GitServer {
  private readonly folder = mkdtempSync(join(tmpdir(), "git-"));
  private server: Server | undefined;
  /** Whether requests get no answer. */
  silent = false;

  async start(): Promise<void> {
    const authority = new Authority();
    const { certificate: cert, key } = authority.issue(HOST_ADDRESS);
    const server = createServer({ cert, key }, (request, response) => {
      if (!this.silent) this.answer(request, response);
    });
    this.server = server;
    await new Promise<void>((resolve) => server.listen(PORT, HOST_ADDRESS, resolve));
    await execute(["sh", "-c", `cat >${TRUSTED}; update-ca-certificates`], authority.certificate);
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    this.server?.close();
    await shell(`rm -f ${TRUSTED}; update-ca-certificates --fresh`);
  }

  url = (name: string): string => `https://${HOST_ADDRESS}:${String(PORT)}/${name}.git`;

  /** A commit with these files and no others, contents by path, without any history: each is pushed by force. */
  publish(name: string, files: Readonly<Record<string, string | Buffer>>, branch = "main"): void {
    const work = mkdtempSync(join(this.folder, "work-"));
    git(work, "init", "--quiet", `--initial-branch=${branch}`);
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(join(work, dirname(path)), { recursive: true });
      writeFileSync(join(work, path), content);
    }
    git(work, "add", "--all");
    this.push(work, name, branch);
  }

  /** A small commit whose files are as large as so many times a blob of so many zeros. */
  publishMuch(name: string, times: number, bytes: number): void {
    const work = mkdtempSync(join(this.folder, "work-"));
    git(work, "init", "--quiet", "--initial-branch=main");
    writeFileSync(join(work, "zeros"), Buffer.alloc(bytes));
    const blob = git(work, "hash-object", "-w", "zeros").trim();
    for (let file = 0; file < times; file++) {
      git(work, "update-index", "--add", "--cacheinfo", `100644,${blob},${String(file)}`);
    }
    this.push(work, name, "main");
  }

  /** Takes a repository away. Answers what brings it back. */
  hide(name: string): () => void {
    const path = this.bare(name);
    renameSync(path, `${path}.away`);
    return () => {
      renameSync(`${path}.away`, path);
    };
  }

  private push(work: string, name: string, branch: string): void {
    const bare = this.bare(name);
    if (!existsSync(bare)) git(this.folder, "init", "--quiet", "--bare", "--initial-branch=main", bare);
    git(work, "-c", "user.name=teacher", "-c", "user.email=teacher@example.org", "commit", "--quiet", "-m", "lesson");
    git(work, "push", "--quiet", "--force", bare, `HEAD:refs/heads/${branch}`);
  }

  private bare = (name: string): string => join(this.folder, "repositories", `${name}.git`);

  /** As a web server runs a CGI program. */
  private answer(request: IncomingMessage, response: ServerResponse): void {
    const { pathname, search } = new URL(request.url ?? "/", "https://git");
    const header = (name: string) => request.headers[name]?.toString() ?? "";
    const env = {
      PATH: process.env.PATH,
      GIT_PROJECT_ROOT: join(this.folder, "repositories"),
      GIT_HTTP_EXPORT_ALL: "1",
      REQUEST_METHOD: request.method,
      PATH_INFO: pathname,
      QUERY_STRING: search.slice(1),
      CONTENT_TYPE: header("content-type"),
      HTTP_CONTENT_ENCODING: header("content-encoding"),
      GIT_PROTOCOL: header("git-protocol"),
    };
    const child = spawn("git", ["http-backend"], { env, stdio: ["pipe", "pipe", "ignore"] });
    const parts: Buffer[] = [];
    // Git may answer before it has read all.
    child.stdin.on("error", () => undefined);
    request.pipe(child.stdin);
    child.stdout.on("data", (part: Buffer) => parts.push(part));
    child.on("close", () => {
      const said = Buffer.concat(parts);
      const end = said.indexOf(END_OF_HEADERS);
      const headers = new Map(
        said
          .subarray(0, end)
          .toString()
          .split("\r\n")
          .map((line) => line.split(": ", 2) as [string, string]),
      );
      response.statusCode = parseInt(headers.get("Status") ?? "200", 10);
      headers.delete("Status");
      response.setHeaders(headers);
      response.end(said.subarray(end + END_OF_HEADERS.length));
    });
  }
}

function git(folder: string, ...args: readonly string[]): string {
  return execFileSync("git", args, { cwd: folder, encoding: "utf8" });
}
