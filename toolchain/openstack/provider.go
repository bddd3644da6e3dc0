package main

import (
	"strings"

	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	shim "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfshim/sdk-v2"
	"github.com/pulumi/pulumi/sdk/v3/go/common/tokens"
	"github.com/terraform-provider-openstack/terraform-provider-openstack/openstack"
)

const (
	name = "openstack"
	// The version of @pulumi/openstack whose plugin this stands in for.
	version = "3.15.2"
)

// provider maps the Terraform provider to the names of the npm package.
func provider() tfbridge.ProviderInfo {
	info := tfbridge.ProviderInfo{
		P:           shim.NewProvider(openstack.Provider()),
		Name:        name,
		Version:     version,
		Resources:   map[string]*tfbridge.ResourceInfo{},
		DataSources: map[string]*tfbridge.DataSourceInfo{},
		// What the bridge would otherwise keep here are aids for upgrades between versions of the plugin.
		MetadataInfo: tfbridge.NewProviderMetadata([]byte("{}")),
	}
	for terraform, class := range resources {
		info.Resources[terraform] = &tfbridge.ResourceInfo{
			Tok:    tokens.Type(token(class)),
			Fields: renamed[terraform],
		}
	}
	for terraform, function := range dataSources {
		info.DataSources[terraform] = &tfbridge.DataSourceInfo{Tok: tokens.ModuleMember(token(function))}
	}
	info.SetAutonaming(255, "-")
	return info
}

// token turns "compute/Instance" into "openstack:compute/instance:Instance".
func token(class string) string {
	module, member, _ := strings.Cut(class, "/")
	return name + ":" + module + "/" + strings.ToLower(member[:1]) + member[1:] + ":" + member
}
