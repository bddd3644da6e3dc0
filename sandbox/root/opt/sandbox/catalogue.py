"""Makes service accounts, the ordinary users' projects and the service catalogue. Run once, with only Keystone up."""

import time

import keystoneauth1.exceptions
import openstack

API = "http://198.51.100.2"
SERVICES = [
    # account, name in the catalogue, type, address
    ("glance", "glance", "image", f"{API}:9292"),
    ("placement", "placement", "placement", f"{API}:8778"),
    ("nova", "nova", "compute", f"{API}:8774/v2.1"),
    ("neutron", "neutron", "network", f"{API}:9696"),
    ("designate", "designate", "dns", f"{API}:9001"),
    ("cinder", "cinderv3", "volumev3", f"{API}:8776/v3/%(project_id)s"),
]


def connect() -> openstack.connection.Connection:
    """An admin's connection, as soon as Keystone answers; its last error after a minute."""
    cloud = openstack.connect(cloud="sandbox-admin")
    for _ in range(60):
        try:
            cloud.authorize()
            return cloud
        except (keystoneauth1.exceptions.ClientException, openstack.exceptions.SDKException):
            time.sleep(1)
    cloud.authorize()
    return cloud


identity = connect().identity
roles = {role.name: role for role in identity.roles()}
for name in {"service", "member", "reader"} - roles.keys():
    roles[name] = identity.create_role(name=name)

project = identity.create_project(name="service", domain_id="default")
for account, name, kind, address in SERVICES:
    user = identity.create_user(name=account, password="sandbox", domain_id="default", default_project_id=project.id)
    for role in ("admin", "service"):
        identity.assign_project_role_to_user(project, user, roles[role])
    service = identity.create_service(name=name, type=kind)
    for interface in ("public", "internal", "admin"):
        identity.create_endpoint(service_id=service.id, interface=interface, url=address, region_id="RegionOne")

for name in ("demo", "genouest"):
    project = identity.create_project(name=name, domain_id="default")
    user = identity.create_user(name=name, password=name, domain_id="default", default_project_id=project.id)
    identity.assign_project_role_to_user(project, user, roles["member"])
