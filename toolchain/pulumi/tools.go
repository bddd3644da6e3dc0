//go:build tools

// Package tools names the command that this module pins, so that `go mod` keeps its requirements.
package tools

import _ "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"
