# shellcheck shell=bash
# Sourced: what a user of the cloud genouest has in hand, in $DATA/genouest.

# genouest_files: clouds.yaml as the dashboard makes it, without a password (it is "genouest"); the authority of the proxy's
# certificate; the bastion's host key; and a link to the bastion's authorized_keys, to add one's own to.
genouest_files() {
  local folder=$DATA/genouest project
  mkdir -p "$folder"
  project=$(container_enter openstack --os-cloud sandbox-admin project show genouest --format value --column id)
  cat >"$folder/clouds.yaml" <<TEXT
clouds:
  genouest:
    auth:
      auth_url: http://$API:5000/v3
      username: "genouest"
      project_id: $project
      project_name: "genouest"
      user_domain_name: "Default"
    region_name: "RegionOne"
    interface: "public"
    identity_api_version: 3
TEXT
  cp "$MERGED/etc/nginx/genouest/authority.pem" "$MERGED/etc/ssh/genouest_bastion_key.pub" "$folder/"
  ln -sfn "$MERGED/etc/ssh/genouest_authorized_keys" "$folder/authorized_keys"
}
