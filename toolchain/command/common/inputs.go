// Package common holds what local and remote commands share.
package common

// Lifecycle is the part of the inputs that says which command runs when.
type Lifecycle struct {
	// A change of any trigger replaces the resource, also where there is an update command: so does the official plugin.
	Triggers *[]any  `pulumi:"triggers,optional" provider:"replaceOnChanges"`
	Create   *string `pulumi:"create,optional"`
	Update   *string `pulumi:"update,optional"`
	Delete   *string `pulumi:"delete,optional"`
}

// OnUpdate returns the command that an update runs; nil when there is none.
func (l Lifecycle) OnUpdate() *string {
	if l.Update != nil {
		return l.Update
	}
	return l.Create
}

// Outputs is what the last command that ran has written, without the last line's end.
type Outputs struct {
	Stdout string `pulumi:"stdout"`
	Stderr string `pulumi:"stderr"`
}

// PreviousOutput returns the environment variables that tell a command what the previous one has written; those that would
// be empty are left out, and all of them where wanted is false. An unset wanted counts as true.
func PreviousOutput(wanted *bool, previous Outputs) map[string]string {
	variables := map[string]string{}
	if wanted != nil && !*wanted {
		return variables
	}
	if previous.Stdout != "" {
		variables["PULUMI_COMMAND_STDOUT"] = previous.Stdout
	}
	if previous.Stderr != "" {
		variables["PULUMI_COMMAND_STDERR"] = previous.Stderr
	}
	return variables
}
