// Command pulumi-resource-command is a plugin for @pulumi/command with the tokens, inputs, outputs and behaviour of the official
// one, for machines that cannot download that. It holds remote.Command, remote.CopyToRemote and local.Command.
package main

import (
	"context"
	"fmt"
	"os"

	provider "github.com/pulumi/pulumi-go-provider"
	"github.com/pulumi/pulumi-go-provider/infer"

	"jupyterhub-openstack/toolchain/command/local"
	"jupyterhub-openstack/toolchain/command/remote"
)

// The version of @pulumi/command whose plugin this stands in for.
const version = "1.2.1"

func main() {
	command := infer.Provider(infer.Options{
		Resources: []infer.InferredResource{
			infer.Resource(local.Command{}),
			infer.Resource(remote.Command{}),
			infer.Resource(remote.CopyToRemote{}),
		},
	})
	if err := provider.RunProvider(context.Background(), "command", version, command); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
