package local

import (
	"context"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"

	"jupyterhub-openstack/toolchain/command/common"
)

// How long a command that was told to end may take before it is killed.
const graceTime = 5 * time.Second

// run runs the command and keeps what it wrote and the files it was asked for; nil runs nothing.
func (o *Outputs) run(ctx context.Context, command *string) error {
	if command == nil {
		return nil
	}
	arguments := []string{"/bin/sh", "-c"}
	if o.Interpreter != nil && len(*o.Interpreter) > 0 {
		arguments = append([]string{}, *o.Interpreter...)
	}
	arguments = append(arguments, *command)

	capture := common.NewCapture(ctx, o.Logging.stdout(), o.Logging.stderr())
	cmd := exec.CommandContext(ctx, arguments[0], arguments[1:]...)
	cmd.Stdout, cmd.Stderr = capture.Stdout(), capture.Stderr()
	cmd.Env = o.environment()
	if o.Stdin != nil && *o.Stdin != "" {
		cmd.Stdin = strings.NewReader(*o.Stdin)
	}
	var err error
	if o.Dir != nil {
		cmd.Dir = *o.Dir
	} else if cmd.Dir, err = os.Getwd(); err != nil {
		return err
	}
	// A group of its own, so that what the command started ends with it.
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGTERM) }
	cmd.WaitDelay = graceTime

	if o.Outputs, err = capture.Finish(*command, cmd.Run()); err != nil {
		return err
	}
	return o.collect(cmd.Dir)
}

func (o *Outputs) environment() []string {
	variables := os.Environ()
	if o.Environment != nil {
		for name, value := range *o.Environment {
			variables = append(variables, name+"="+value)
		}
	}
	for name, value := range common.PreviousOutput(o.AddPreviousOutputInEnv, o.Outputs) {
		variables = append(variables, name+"="+value)
	}
	return variables
}
