"""The hub's configuration. The stack's values: hub.json, admin.json; jupyterhub_config.d/*.py may override."""

import json
import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), "/opt/jupyterhub/lib"]

import authenticators  # noqa: E402
import culler  # noqa: E402
import group_limits  # noqa: E402
from hub_spawner import HubSpawner  # noqa: E402
from hubserver import accounts, paths  # noqa: E402

settings = json.loads((HERE / "hub.json").read_text())
admin = json.loads((HERE / "admin.json").read_text())
users, limits = settings["users"], settings["limits"]

c = get_config()  # noqa: F821

# Where the hub is. Only Caddy listens to the outside.
c.JupyterHub.bind_url = "http://127.0.0.1:8000"
c.JupyterHub.hub_bind_url = "http://127.0.0.1:8081"
if "publicUrl" in settings:
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

# Who gets in: people sign up and an administrator lets them in, or a provider of accounts says who they are.
c.JupyterHub.authenticator_class = authenticators.configure(c, settings)
c.HubAuthenticator.admin_user = users["adminUser"]
c.HubAuthenticator.admin_password_hash = admin["passwordHash"]
c.HubAuthenticator.applied_admin_file = str(paths.APPLIED_ADMIN)
c.HubAuthenticator.applied_people_file = str(paths.APPLIED_PEOPLE)
c.HubAuthenticator.provider_groups_file = str(paths.PROVIDER_GROUPS)
c.HubAuthenticator.stack_groups = users["groups"]
admins = {users["adminUser"], *users["adminUsers"]}
c.Authenticator.admin_users = admins
c.Authenticator.allowed_users = {*users["allowedUsers"], *admins} if users["allowedUsers"] else set()
# Else everybody who was ever let in would stay on the list.
c.Authenticator.allow_existing_users = False
c.Authenticator.blocked_users = set(users["bannedUsers"])
c.JupyterHub.load_groups = {name: {"users": members} for name, members in users["groups"].items()}
# What a Unix account's name can be after "jupyter-", to its end: only the beginning is compared.
c.Authenticator.username_pattern = r"[a-z0-9][a-z0-9_.-]{0,22}\Z"
c.NativeAuthenticator.open_signup = False
c.NativeAuthenticator.minimum_password_length = 10
c.NativeAuthenticator.check_common_password = True
# After five failures from one address, one try each minute from there.
c.NativeAuthenticator.allowed_failed_logins = 5
c.NativeAuthenticator.seconds_before_next_try = 60

# What people see and are told; in English until `pulumi up` has brought the other languages.
if (HERE / "languages.py").exists():
    import about
    import languages

    extensions = [languages.pages(settings["language"]), about.configure(c, settings)]
    c.JupyterHub.jinja_environment_options = {"extensions": extensions}

# Users' servers.
c.JupyterHub.spawner_class = HubSpawner
# Without the user's own packages: none of them keeps a server from starting. Kernels and terminals have them.
_programs = paths.USER_ENVIRONMENT / "bin"
c.Spawner.cmd = [str(_programs / "python"), "-s", str(_programs / "jupyterhub-singleuser")]
c.Spawner.default_url = settings.get("defaultUrl", "/lab")
c.Spawner.mem_limit = limits["memoryLimit"]
c.Spawner.cpu_limit = float(limits["cpuLimit"])
c.Spawner.start_timeout = limits["spawnTimeout"]
c.Spawner.http_timeout = limits["spawnTimeout"]
c.Spawner.environment = {
    # Not in the home: a server must start when that is full. Each unit has a /tmp of its own.
    "JUPYTER_RUNTIME_DIR": "/tmp/jupyter-runtime",
    # Always, so that kernels which the stack adds later are there without a restart; first what is found wins.
    "JUPYTER_PATH": f"{paths.PYTHON_PACKAGES}/share/jupyter:{paths.PYTHON}",
    **settings["environment"],
}
# Applied in the order of their names, so the largest limit of a user's groups is the one that holds.
c.Spawner.group_overrides = group_limits.overrides(limits["groupLimits"])
c.HubSpawner.user_limits = {name: group_limits.traits(own) for name, own in limits["userLimits"].items()}
c.JupyterHub.active_server_limit = limits["maxServers"]
c.SystemdSpawner.username_template = accounts.PREFIX + "{USERNAME}"
c.SystemdSpawner.unit_name_template = accounts.PREFIX + "{USERNAME}-singleuser"
c.SystemdSpawner.default_shell = "/bin/bash"
c.SystemdSpawner.extra_paths = [
    f"{paths.HOMES}/{{USERNAME}}/.local/bin",
    str(paths.PYTHON_PACKAGES / "commands"),
    str(_programs),
]
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

if limits["cullTimeout"] > 0 or limits["cullMaxAge"] > 0:
    culler.configure(c, limits)

# Comes with `pulumi up`, as the languages.
if (HERE / "deep_check.py").exists():
    import deep_check

    deep_check.configure(c)
# What administrators see of how the hub goes, once `pulumi up` has brought it.
if settings["monitoring"] and (HERE / "monitoring.py").exists():
    import monitoring

    monitoring.configure(c)

for drop_in in sorted((HERE / "jupyterhub_config.d").glob("*.py")):
    load_subconfig(os.fspath(drop_in))  # noqa: F821
