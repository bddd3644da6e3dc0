"""Reads cases [{cwd, environment, cloud, region}] as JSON and prints what openstacksdk makes of each.

A process for each case: the SDK looks at folder and environment when it is imported. What it imports in turn is loaded
once, before.
"""

import json
import os
import sys
import warnings
from collections.abc import Mapping
from multiprocessing import get_context

import keystoneauth1.loading
import platformdirs
import requests
import yaml

HEAVY = (keystoneauth1.loading, platformdirs, requests, yaml)
KINDS = {"v3password": "password", "v3token": "token"}


def resolve(case: Mapping) -> dict:
    os.chdir(case["cwd"])
    for name in [name for name in os.environ if name.startswith(("OS_", "XDG_", "HOME"))]:
        del os.environ[name]
    os.environ.update(case["environment"])
    warnings.simplefilter("ignore")
    from openstack.config.loader import OpenStackConfig

    try:
        region = OpenStackConfig().get_one(cloud=case.get("cloud"), region_name=case.get("region"))
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}"}
    config = region.config
    verify, cert = region.get_requests_verify_args()
    outside = [network["name"] for network in config.get("networks", []) if network["routes_externally"]]
    return {
        "name": region.name,
        "authType": KINDS.get(config["auth_type"], config["auth_type"]),
        "auth": {key: str(value) for key, value in config["auth"].items() if value},
        "region": config.get("region_name") or None,
        "interface": region.get_interface(),
        "verify": verify,
        "cert": cert,
        "compute": region.get_endpoint("compute"),
        "volume": region.get_endpoint("block-storage"),
        "externalNetwork": next(iter(outside), None),
    }


if __name__ == "__main__":
    with get_context("fork").Pool(processes=2, maxtasksperchild=1) as pool:
        json.dump(pool.map(resolve, json.load(sys.stdin), chunksize=1), sys.stdout)
