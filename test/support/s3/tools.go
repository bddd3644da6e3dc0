//go:build tools

// Package tools names the command that this module pins, so that `go mod` keeps its requirements.
package tools

import _ "github.com/versity/versitygw/cmd/versitygw"
