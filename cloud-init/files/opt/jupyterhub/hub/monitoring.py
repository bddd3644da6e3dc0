"""The page /hub/monitoring: how the hub goes, for its administrators. The figures are Prometheus's, on this server."""

import json
import logging
import re
import secrets

import monitoring_figures
from hubserver import files, paths
from hubserver.monitoring.wanted import METRICS_TOKEN
from jupyterhub.handlers.base import BaseHandler
from jupyterhub.handlers.static import CacheControlStaticFilesHandler
from jupyterhub.scopes import needs_scope
from tornado import web

_NAME = "monitoring"
_FOLDER = paths.PRODUCT / "monitoring"

# What monitoring itself makes the hub log, each time.
_ROUTINE = re.compile(r"200 GET /hub/metrics |Found \d+ active users in the last")


class _NoRoutine(logging.Filter):
    def filter(self, record):
        return record.levelno > logging.INFO or not _ROUTINE.match(record.getMessage())


class _Page(BaseHandler):
    @web.authenticated
    @needs_scope("admin-ui")
    async def get(self):
        self.finish(await self.render_template("monitoring.html"))


class _Figures(BaseHandler):
    # As the hub's API: another page than the hub's own may not ask in an administrator's name.
    _xsrf_safe_methods = frozenset()

    @web.authenticated
    @needs_scope("admin-ui")
    async def get(self):
        period = monitoring_figures.PERIODS.get(self.get_argument("range", "hour"))
        if period is None:
            raise web.HTTPError(400, f"range is one of {', '.join(monitoring_figures.PERIODS)}.")
        try:
            figures = await monitoring_figures.of(period)
        except monitoring_figures.Unavailable as error:
            raise web.HTTPError(503, str(error)) from error
        self.set_header("Content-Type", "application/json")
        self.finish(json.dumps(figures))


def configure(c):
    """Adds the page, the link to it, and the service by whose token Prometheus asks for the hub's own figures."""
    hub = c.JupyterHub
    hub.services.append({"name": _NAME, "api_token": _token()})
    hub.load_roles.append({"name": _NAME, "services": [_NAME], "scopes": ["read:metrics"]})
    hub.template_paths.append(str(_FOLDER / "templates"))
    handlers = [
        (r"/monitoring", _Page),
        (r"/monitoring/figures", _Figures),
        (r"/monitoring/static/(.*)", CacheControlStaticFilesHandler, {"path": str(_FOLDER / "static")}),
    ]
    hub.extra_handlers.extend(handlers)
    # What page.html shows the link by.
    hub.template_vars.update({"monitored": True})
    # Else who has come is in no picture for up to an hour.
    c.PeriodicMetricsCollector.active_users_update_interval = 120
    for name in ("tornado.access", "JupyterHub"):
        logging.getLogger(name).addFilter(_NoRoutine())


def _token():
    """The one that is there, else a new one; the installation lets Prometheus read it."""
    if not METRICS_TOKEN.exists():
        files.write(METRICS_TOKEN, secrets.token_hex(32), 0o600)
    return METRICS_TOKEN.read_text()
