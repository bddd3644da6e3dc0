"""The hub's configuration. settings.json beside it has the stack's values; jupyterhub_config.d/*.py may override."""

import json
import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), "/opt/jupyterhub/lib"]

import nativeauthenticator  # noqa: E402
from hub_authenticator import HubAuthenticator  # noqa: E402
from hubserver import accounts, paths  # noqa: E402

settings = json.loads((HERE / "settings.json").read_text())
admin = json.loads((HERE / "admin.json").read_text())

c = get_config()  # noqa: F821

# Where the hub is. Only Caddy listens to the outside.
c.JupyterHub.bind_url = "http://127.0.0.1:8000"
c.JupyterHub.hub_bind_url = "http://127.0.0.1:8081"
if settings["tls"] == "upstream":
    # Behind another's proxy the hub cannot see it by itself.
    c.JupyterHub.public_url = settings["publicUrl"]
# The hub sees to that for its other cookies; nobody comes without HTTPS.
c.JupyterHub.tornado_settings = {"xsrf_cookie_kwargs": {"secure": True}}
# Caddy's own address is not the visitor's.
c.JupyterHub.trusted_downstream_ips = ["127.0.0.1"]
c.JupyterHub.db_url = f"sqlite:///{paths.DATABASE}"
c.JupyterHub.cookie_secret_file = str(paths.HUB_STATE / "cookie_secret")

# The proxy is a unit of its own, so that users' servers keep working while the hub restarts; both read one token
# from their environment.
c.ConfigurableHTTPProxy.should_start = False
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:8001"
c.JupyterHub.cleanup_servers = False
c.JupyterHub.cleanup_proxy = False

# Who gets in: people sign up, an administrator lets them in.
c.JupyterHub.authenticator_class = HubAuthenticator
c.JupyterHub.template_paths = [str(Path(nativeauthenticator.__file__).parent / "templates")]
c.HubAuthenticator.admin_user = settings["adminUser"]
c.HubAuthenticator.admin_password_hash = admin["passwordHash"]
c.HubAuthenticator.applied_admin_file = str(paths.APPLIED_ADMIN)
c.Authenticator.admin_users = {settings["adminUser"].lower()}
# JupyterHub 5 lets nobody in without this; NativeAuthenticator asks for the administrator's authorisation.
c.Authenticator.allow_all = True
# What a Unix account's name can be after "jupyter-", to its end: only the beginning is compared.
c.Authenticator.username_pattern = r"[a-z0-9][a-z0-9_.-]{0,22}\Z"
c.NativeAuthenticator.open_signup = False
c.NativeAuthenticator.minimum_password_length = 10
c.NativeAuthenticator.check_common_password = True
# After five failures one try each minute: guessing is hopeless, and nobody can lock the administrator out for long.
c.NativeAuthenticator.allowed_failed_logins = 5
c.NativeAuthenticator.seconds_before_next_try = 60

# Users' servers.
c.JupyterHub.spawner_class = "systemd"
c.Spawner.cmd = [str(paths.USER_ENVIRONMENT / "bin/jupyterhub-singleuser")]
c.Spawner.default_url = "/lab"
c.Spawner.mem_limit = settings["memoryLimit"]
c.Spawner.cpu_limit = float(settings["cpuLimit"])
c.Spawner.start_timeout = settings["spawnTimeout"]
c.Spawner.http_timeout = settings["spawnTimeout"]
c.Spawner.environment = {"LANG": "C.UTF-8", **settings["downloadEnvironment"]}
c.Spawner.pre_spawn_hook = lambda spawner: accounts.ensure_account(spawner.user.name)
c.SystemdSpawner.username_template = accounts.PREFIX + "{USERNAME}"
c.SystemdSpawner.unit_name_template = accounts.PREFIX + "{USERNAME}-singleuser"
c.SystemdSpawner.default_shell = "/bin/bash"
c.SystemdSpawner.extra_paths = [f"{paths.HOMES}/{{USERNAME}}/.local/bin", str(paths.USER_ENVIRONMENT / "bin")]
c.SystemdSpawner.slice = "jupyter.slice"
c.SystemdSpawner.isolate_tmp = True
c.SystemdSpawner.isolate_devices = True
c.SystemdSpawner.disable_user_sudo = True
c.SystemdSpawner.unit_extra_properties = {
    # A kernel that eats too much memory dies alone; systemd's default stops the whole server.
    "OOMPolicy": "continue",
    "TasksMax": "1024",
    # The metadata service; hub-firewall.service says the same for what gets out of the unit.
    "IPAddressDeny": "169.254.169.254 fe80::a9fe:a9fe",
}

# Servers that nobody uses.
if settings["cullTimeout"] > 0:
    times = [f"--timeout={settings['cullTimeout']}", f"--cull-every={settings['cullEvery']}"]
    c.JupyterHub.services = [
        {"name": "idle-culler", "command": [sys.executable, "-m", "jupyterhub_idle_culler", *times]}
    ]
    scopes = ["list:users", "read:users:activity", "read:servers", "delete:servers"]
    c.JupyterHub.load_roles = [{"name": "idle-culler", "services": ["idle-culler"], "scopes": scopes}]

for drop_in in sorted((HERE / "jupyterhub_config.d").glob("*.py")):
    load_subconfig(os.fspath(drop_in))  # noqa: F821
