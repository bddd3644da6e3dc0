"""image.py NAME SHA512 [PROJECT] < FILE: makes FILE the image NAME, public or that project's.

Prints "unchanged" or "uploaded". An image of that name with other contents is removed, once the new one is there.
"""

import sys

import openstack

name, checksum, *project = sys.argv[1:]
cloud = openstack.connect(cloud="sandbox-admin")
owner = {"owner": cloud.identity.find_project(project[0], ignore_missing=False).id} if project else {}
visibility = "private" if project else "public"
found = list(cloud.image.images(name=name, visibility=visibility, **owner))

if any(image.hash_value == checksum and image.status == "active" for image in found):
    print("unchanged")
    sys.exit()

image = cloud.image.create_image(
    name=name,
    disk_format="qcow2",
    container_format="bare",
    visibility=visibility,
    **owner,
    hw_disk_bus="virtio",
    hw_vif_model="virtio",
    hw_rng_model="virtio",
    os_distro="debian",
)
upload = cloud.image.put(
    f"/images/{image.id}/file", data=sys.stdin.buffer, headers={"Content-Type": "application/octet-stream"}
)
if not upload.ok or cloud.image.get_image(image.id).hash_value != checksum:
    cloud.image.delete_image(image.id)
    sys.exit(f"Glance did not take the image {name}: {upload.status_code} {upload.text or 'its checksum differs'}")
for old in found:
    cloud.image.delete_image(old.id)
print("uploaded")
