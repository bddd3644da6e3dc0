/** A JupyterHub as its documentation sets one up by hand: an environment of its own, pip, PAM, its own proxy, a unit. */
import { ADDRESS, shell } from "../../test/container/lib/machine";
import { HubClient } from "../../test/container/lib/hubClient";
import type { Hub } from "./hub";

const PASSWORD = "a measured afternoon";
const FOLDER = "/opt/plain";
const PORT = 9000;

// Its ports are not those of the other hub, and its time-outs allow for ten servers at once on a slow machine.
const CONFIGURATION = `
c.JupyterHub.bind_url = "http://:${String(PORT)}"
c.JupyterHub.hub_bind_url = "http://127.0.0.1:9081"
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:9001"
c.Authenticator.allow_all = True
c.Spawner.default_url = "/lab"
c.Spawner.start_timeout = 120
c.Spawner.http_timeout = 120
`;

const UNIT = `
[Service]
Environment=PATH=${FOLDER}/bin:/usr/local/bin:/usr/bin:/bin
WorkingDirectory=${FOLDER}
ExecStart=${FOLDER}/bin/jupyterhub --config ${FOLDER}/config.py
`;

export async function makePlain(users: readonly string[]): Promise<Hub> {
  await shell(
    `apt-get -q update && apt-get -q -y install --no-install-recommends python3-venv && python3 -m venv ${FOLDER}
version() { "/opt/jupyterhub/user-environment/bin/python" -c "from importlib.metadata import version; print(version('$1'))"; }
export PIP_CERT=/etc/ssl/certs/ca-certificates.crt
${FOLDER}/bin/pip install --quiet "jupyterhub==$(version jupyterhub)" "jupyterlab==$(version jupyterlab)"
cat >${FOLDER}/config.py <<'END'${CONFIGURATION}END
cat >/etc/systemd/system/plain.service <<'END'${UNIT}END
systemctl daemon-reload
for user in ${users.join(" ")}; do useradd --create-home --shell /bin/bash "$user"; echo "$user:${PASSWORD}" | chpasswd; done`,
    900,
  );
  const client = (user: string) => new HubClient(url, user, PASSWORD, "");
  const url = `http://${ADDRESS}:${String(PORT)}`;
  const answers = () =>
    shell(
      `for try in $(seq 1200); do curl --silent --fail --output /dev/null http://127.0.0.1:${String(PORT)}/hub/health && exit; sleep 0.05; done; exit 1`,
    );
  let timeout = 3600;
  return {
    url,
    password: PASSWORD,
    client,
    start: async () => {
      await shell("systemctl start plain");
      await answers();
    },
    stop: async () => {
      await shell("systemctl stop plain");
    },
    change: async () => {
      timeout -= 1;
      await shell(`sed -i 's/start_timeout = .*/start_timeout = ${String(timeout)}/' ${FOLDER}/config.py`);
      await shell("systemctl restart plain");
      await answers();
    },
    copyUnit: async (user) => {
      await shell(
        `pid=$(pgrep -u ${user} -f bin/jupyterhub-singleuser)
tr '\\0' '\\n' <"/proc/$pid/environ" | sed "s/=/='/; s/$/'/" >/run/bench-alone.env
printf '[Service]\\nUser=${user}\\nWorkingDirectory=~\\nEnvironmentFile=/run/bench-alone.env\\nExecStart=%s\\n' "$(tr '\\0' ' ' <"/proc/$pid/cmdline")" >/run/systemd/system/bench-alone.service
systemctl daemon-reload`,
      );
    },
  };
}
