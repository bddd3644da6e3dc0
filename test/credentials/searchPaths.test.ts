import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { providerSearchPaths, searchPaths } from "../../src/credentials/searchPaths";

const PERSON = { cwd: "/project", home: "/home/me", accountHome: "/home/me" };

suite("where clouds.yaml is looked for", () => {
  test("Linux", () => {
    const found = searchPaths("clouds", { ...PERSON, environment: {}, platform: "linux" });
    assert.deepEqual(
      found.filter((path) => path.endsWith(".yaml")),
      [
        "/project/clouds.yaml",
        "/home/me/.config/openstack/clouds.yaml",
        "/etc/xdg/openstack/clouds.yaml",
        "/etc/openstack/clouds.yaml",
      ],
    );
    assert.deepEqual(found.slice(0, 3), ["/project/clouds.yaml", "/project/clouds.yml", "/project/clouds.json"]);
  });

  test("macOS", () => {
    const found = searchPaths("secure", { ...PERSON, environment: {}, platform: "darwin" });
    assert.deepEqual(
      found.filter((path) => path.endsWith(".yaml")),
      [
        "/project/secure.yaml",
        "/home/me/Library/Application Support/openstack/secure.yaml",
        "/home/me/.config/openstack/secure.yaml",
        "/Library/Application Support/openstack/secure.yaml",
        "/etc/openstack/secure.yaml",
      ],
    );
  });

  test("Windows", () => {
    const environment = {
      LOCALAPPDATA: "C:\\Users\\me\\AppData\\Local",
      PROGRAMDATA: "C:\\ProgramData",
      OS_CLIENT_CONFIG_FILE: "..\\mine.yaml",
    };
    const home = "C:\\Users\\me";
    const found = searchPaths("clouds", { cwd: "C:\\work", home, accountHome: home, environment, platform: "win32" });
    assert.deepEqual(
      found.filter((path) => path.endsWith(".yaml")),
      [
        "C:\\mine.yaml",
        "C:\\work\\clouds.yaml",
        "C:\\Users\\me\\AppData\\Local\\OpenStack\\openstack\\clouds.yaml",
        "C:\\Users\\me\\.config\\openstack\\clouds.yaml",
        "C:\\ProgramData\\OpenStack\\openstack\\clouds.yaml",
      ],
    );
  });

  test("the provider: all .yaml before all .yml, and in the account's home", () => {
    const surroundings = { ...PERSON, home: "/elsewhere", environment: {}, platform: "linux" as const };
    assert.deepEqual(providerSearchPaths("clouds", surroundings), [
      "/project/clouds.yaml",
      "/home/me/.config/openstack/clouds.yaml",
      "/etc/openstack/clouds.yaml",
      "/project/clouds.yml",
      "/home/me/.config/openstack/clouds.yml",
      "/etc/openstack/clouds.yml",
    ]);
  });
});
