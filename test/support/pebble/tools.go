//go:build tools

// Package tools names the commands that this module pins, so that `go mod` keeps its requirements.
package tools

import (
	_ "github.com/letsencrypt/pebble/v2/cmd/pebble"
	_ "github.com/letsencrypt/pebble/v2/cmd/pebble-challtestsrv"
)
