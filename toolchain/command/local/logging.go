package local

import "github.com/pulumi/pulumi-go-provider/infer"

// Logging says which streams of the command are shown while it runs; unset means both. The npm package has one such type for
// local commands and another for the others, so it cannot be shared.
type Logging string

const (
	logStdout Logging = "stdout"
	logStderr Logging = "stderr"
	logBoth   Logging = "stdoutAndStderr"
	logNone   Logging = "none"
)

// Values lists the values that are allowed.
func (Logging) Values() []infer.EnumValue[Logging] {
	return []infer.EnumValue[Logging]{
		{Name: "stdout", Value: logStdout},
		{Name: "stderr", Value: logStderr},
		{Name: "stdoutAndStderr", Value: logBoth},
		{Name: "none", Value: logNone},
	}
}

func (l *Logging) stdout() bool { return l == nil || *l == logStdout || *l == logBoth }

func (l *Logging) stderr() bool { return l == nil || *l == logStderr || *l == logBoth }
