"""Where things are on the server."""

from pathlib import Path

CONFIGURATION = Path("/etc/jupyterhub-openstack")
# What the installation reads, and what the hub does.
SETTINGS, HUB_SETTINGS = CONFIGURATION / "settings.json", CONFIGURATION / "hub.json"
# Brought over SSH only; never in user data.
SECRETS = CONFIGURATION / "secrets.json"
ADMIN = CONFIGURATION / "admin.json"
# Files that somebody puts here on the server extend the hub's configuration; no update touches them.
# A link to KEPT_DROP_INS.
DROP_INS = CONFIGURATION / "jupyterhub_config.d"

PRODUCT = Path("/opt/jupyterhub")
HUB_APPLY = PRODUCT / "bin/hub-apply"
LOCKS = PRODUCT / "locks"
UV = PRODUCT / "uv"
HUB_ENVIRONMENT = PRODUCT / "hub-environment"
USER_ENVIRONMENT = PRODUCT / "user-environment"
# Python packages beside the base set, and the link to those in force; users' servers look for kernels below both.
PYTHON = PRODUCT / "python"
PYTHON_PACKAGES = PYTHON / "packages"
HUB_SOURCES = PRODUCT / "hub"

STATE = Path("/var/lib/jupyterhub-openstack")
STAMPS = STATE / "stamps"
STATUS = STATE / "status.json"
MANIFEST = STATE / "manifest.json"
# Variables that each user's server gets at its start, by name.
USER_VARIABLES = STATE / "user-variables.json"
# The configuration that the hub runs with: a copy that was seen to load.
ACTIVE_CONFIGURATION = STATE / "hub"
LOG = Path("/var/log/hub-install.log")

DATA = Path("/srv/data")
HOMES = DATA / "home"
SHARED = DATA / "shared"
HUB_STATE = DATA / "jupyterhub"
CADDY_STATE = DATA / "caddy"
PROXY_SECRETS = HUB_STATE / "proxy.env"
# By which the deep check commands the hub.
CHECK_TOKEN = HUB_STATE / "deep-check.token"
APPLIED_ADMIN = HUB_STATE / "applied-admin.json"
# The lists of users that were applied last.
APPLIED_PEOPLE = HUB_STATE / "applied-people.json"
# Memberships that the provider of accounts gave.
PROVIDER_GROUPS = HUB_STATE / "provider-groups.json"
# On the data volume, so that a rebuilt server has them.
KEPT_DROP_INS = HUB_STATE / DROP_INS.name
DATABASE = HUB_STATE / "jupyterhub.sqlite"
CADDYFILE = Path("/etc/caddy/Caddyfile")
CADDY_ROOT = CADDY_STATE / "pki/authorities/local/root.crt"

OPENSSL = Path("/usr/bin/openssl")
UNITS = Path("/etc/systemd/system")
SYSTEM_CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
