/** The hub of the rendered user data. */
import { cpus } from "node:os";
import { person, seeCertificateAuthority } from "../../test/container/lib/people";
import { ADDRESS, attachVolume, eventually, prepare, shell, start } from "../../test/container/lib/machine";
import { ADMIN, hubApply, limited, mustApply, userData } from "../../test/container/lib/stack";
import type { Hub } from "./hub";

const PASSWORD = "a measured afternoon";
/** As good as no limits, as the plain hub has none. */
const LIMITS = { memoryLimit: "4G", cpuLimit: cpus().length };

export async function makeOurs(users: readonly string[]): Promise<Hub> {
  await prepare(userData());
  await start();
  await attachVolume();
  await eventually("cloud-init wrote the files", 120, () =>
    shell("test -x /opt/jupyterhub/bin/hub-apply").then(
      () => true,
      () => false,
    ),
  );
  const { code, stdout, stderr } = await hubApply(limited(LIMITS), undefined, 1500);
  if (code !== 0) throw new Error(stderr);
  seeCertificateAuthority((JSON.parse(stdout) as { caCertificate: string }).caCertificate);
  await letIn(users);
  let timeout = 3600;
  return {
    url: `https://${ADDRESS}`,
    password: PASSWORD,
    start: async () => {
      await shell("systemctl start caddy jupyterhub-proxy jupyterhub");
      await mustApply(limited({ ...LIMITS, spawnTimeout: timeout }));
    },
    stop: async () => {
      await shell("systemctl stop jupyterhub jupyterhub-proxy caddy");
    },
    change: async () => {
      timeout -= 1;
      await mustApply(limited({ ...LIMITS, spawnTimeout: timeout }));
    },
    unchanged: async () => {
      await mustApply(limited({ ...LIMITS, spawnTimeout: timeout }));
    },
    client: (user) => person(user, PASSWORD),
    // The unit that systemd-run made, with its limits and walls; the file of its environment goes with the first unit.
    copyUnit: async (user) => {
      const unit = `jupyter-${user}-singleuser`;
      await shell(
        `cp /run/${unit}/${unit}.env /run/bench-alone.env && ` +
          `sed 's|^EnvironmentFile=.*|EnvironmentFile=/run/bench-alone.env|; s|^RuntimeDirectory=.*|RuntimeDirectory=bench-alone|' ` +
          `/run/systemd/transient/${unit}.service >/run/systemd/system/bench-alone.service && systemctl daemon-reload`,
      );
    },
  };
}

async function letIn(users: readonly string[]): Promise<void> {
  const chief = person(ADMIN.name, ADMIN.password);
  if (!(await chief.logIn())) throw new Error("The administrator cannot log in.");
  for (const user of users) {
    await person(user, PASSWORD).signUp();
    await chief.authorise(user);
  }
}
