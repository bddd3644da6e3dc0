"""Loads the configuration that lies beside it, as the hub does at its start; ends with an error if it fails."""

import sys
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

from jupyterhub import orm
from jupyterhub.app import JupyterHub
from sqlalchemy import create_engine
from sqlalchemy.orm import sessionmaker
from traitlets.config import Application

hub = JupyterHub()
# The hub's own load_config_file is this one with the errors written to a log and an exit code of 1.
Application.load_config_file.__wrapped__(hub, "jupyterhub_config.py", path=str(Path(__file__).parent))
# Values are checked when what they belong to is made. The hub's database is left alone: an empty one stands for it.
engine = create_engine("sqlite://")
orm.Base.metadata.create_all(engine)
hub.db = sessionmaker(bind=engine)()
hub.config.HubAuthenticator.applied_admin_file = "/dev/null"
hub.config.HubAuthenticator.applied_people_file = ""
hub.config.HubAuthenticator.provider_groups_file = "/nonexistent"
hub.authenticator_class(parent=hub, _deprecated_db_session=hub.db)
hub.spawner_class(parent=hub, user=SimpleNamespace(name="somebody", id=1))
# Found beside the configuration.
import_module("authenticators").check()
sys.exit(0)
