// Command pulumi-resource-openstack is the plugin for @pulumi/openstack, put together from the parts of the official one: the
// Terraform provider it wraps and Pulumi's bridge. It holds the resources and data sources of names.go.
package main

import (
	"fmt"
	"os"

	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
)

func main() {
	info := provider()
	// Not a flag of the plugin protocol: the tests compare these with what the npm package declares.
	if len(os.Args) == 2 && os.Args[1] == "-properties" {
		if err := printProperties(os.Stdout, info); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	// The bridge serves this schema to code generators only; for running programs the names suffice.
	schema := fmt.Sprintf(`{"name":%q,"version":%q}`, name, version)
	tfbridge.Main(name, version, info, []byte(schema))
}
