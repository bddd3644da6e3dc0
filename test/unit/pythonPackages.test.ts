import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { suite, test } from "node:test";

const LIBRARY = "cloud-init/files/opt/jupyterhub/lib";

/** The JSON that a line of the server's programs makes of the input. */
function server(imports: string, expression: string, input: string): unknown {
  const program = `import json, sys\nsys.path.insert(0, "${LIBRARY}")\n${imports}\ntext = sys.stdin.read()\nprint(json.dumps(${expression}))`;
  return JSON.parse(execFileSync("python3", ["-B", "-c", program], { input, encoding: "utf8" }));
}

// As uv 0.13.9 said it.
const CONFLICT = `error: No solution found when resolving dependencies
  cause: Because pycaret==3.3.2 depends on matplotlib<3.8.0 and you require pycaret==3.3.2, we can conclude that you require matplotlib<3.8.0.
         And because you require matplotlib==3.11.2, we can conclude that your requirements are unsatisfiable.
`;
const UNREACHABLE = `error: Request failed after 3 retries in 4.2s
  cause: Failed to fetch: http://127.0.0.1:9/simple/urllib3/
  cause: error sending request for url (http://127.0.0.1:9/simple/urllib3/)
`;

suite("what the server makes of uv's words", () => {
  const reason = (said: string) => server("from hubserver.python import uv_program", "uv_program.reason(text)", said);

  test("why no versions go together", () => {
    assert.match(String(reason(CONFLICT)), /^Because pycaret==3\.3\.2 depends on .* unsatisfiable\.$/);
  });

  test("what it could not reach", () => {
    assert.match(String(reason(UNREACHABLE)), /^Request failed .* Failed to fetch: http:\/\/127\.0\.0\.1:9\/simple/);
  });

  test("the versions in a lock, by normalized names", () => {
    const lock = "# made for x\nZope.Interface==7.2 \\\n    --hash=sha256:00 \\\n    --hash=sha256:11\na_b==1.0+cpu\n";
    const found = server("from hubserver.python import wanted", "wanted.versions(text)", lock);
    assert.deepEqual(found, { "zope-interface": "7.2", "a-b": "1.0+cpu" });
  });
});
