package main

import "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"

// The resources of the plugin, by their names in the Terraform provider: the module and class of the npm package.
var resources = map[string]string{
	"openstack_blockstorage_volume_v3":             "blockstorage/Volume",
	"openstack_compute_instance_v2":                "compute/Instance",
	"openstack_compute_keypair_v2":                 "compute/Keypair",
	"openstack_compute_volume_attach_v2":           "compute/VolumeAttach",
	"openstack_dns_recordset_v2":                   "dns/RecordSet",
	"openstack_images_image_v2":                    "images/Image",
	"openstack_networking_floatingip_associate_v2": "networking/FloatingIpAssociate",
	"openstack_networking_floatingip_v2":           "networking/FloatingIp",
	"openstack_networking_network_v2":              "networking/Network",
	"openstack_networking_port_v2":                 "networking/Port",
	"openstack_networking_router_interface_v2":     "networking/RouterInterface",
	"openstack_networking_router_v2":               "networking/Router",
	"openstack_networking_secgroup_rule_v2":        "networking/SecGroupRule",
	"openstack_networking_secgroup_v2":             "networking/SecGroup",
	"openstack_networking_subnet_v2":               "networking/Subnet",
}

// The data sources of the plugin: the module and function of the npm package.
var dataSources = map[string]string{
	"openstack_blockstorage_volume_v3":   "blockstorage/getVolumeV3",
	"openstack_compute_flavor_v2":        "compute/getFlavor",
	"openstack_compute_keypair_v2":       "compute/getKeypair",
	"openstack_compute_limits_v2":        "compute/getLimitsV2",
	"openstack_identity_auth_scope_v3":   "identity/getAuthScope",
	"openstack_images_image_ids_v2":      "images/getImageIds",
	"openstack_images_image_v2":          "images/getImage",
	"openstack_networking_floatingip_v2": "networking/getFloatingIp",
	"openstack_networking_network_v2":    "networking/getNetwork",
	"openstack_networking_port_v2":       "networking/getPort",
	"openstack_networking_router_v2":     "networking/getRouter",
	"openstack_networking_secgroup_v2":   "networking/getSecGroup",
	"openstack_networking_subnet_v2":     "networking/getSubnet",
}

// Fields that the npm package does not name by the bridge's rules.
var renamed = map[string]map[string]*tfbridge.SchemaInfo{
	"openstack_networking_subnet_v2": {
		"allocation_pool":  {Name: "allocationPools"},
		"allocation_pools": {Name: "allocationPoolsCollection"},
	},
}
