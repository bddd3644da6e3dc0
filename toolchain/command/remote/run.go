package remote

import (
	"context"
	"fmt"
	"strings"
	"time"

	provider "github.com/pulumi/pulumi-go-provider"
	"golang.org/x/crypto/ssh"

	"jupyterhub-openstack/toolchain/command/common"
)

// How long a command that was told to end may take before its connection is closed.
const graceTime = 5 * time.Second

// run runs the command over a connection of its own and keeps what it wrote; nil runs nothing.
func (o *Outputs) run(ctx context.Context, command *string) error {
	if command == nil {
		return nil
	}
	client, err := o.Connection.dial(ctx)
	if err != nil {
		return err
	}
	defer client.Close()
	session, err := client.NewSession()
	if err != nil {
		return err
	}
	defer session.Close()
	if err := o.setEnvironment(ctx, session); err != nil {
		return err
	}
	if o.Stdin != nil && *o.Stdin != "" {
		session.Stdin = strings.NewReader(*o.Stdin)
	}
	capture := common.NewCapture(ctx, o.Logging.stdout(), o.Logging.stderr())
	session.Stdout, session.Stderr = capture.Stdout(), capture.Stderr()

	o.Outputs, err = capture.Finish(*command, runSession(ctx, client, session, *command))
	return err
}

// runSession runs the command until it ends; when the context ends first, it tells the command to end and returns why.
func runSession(ctx context.Context, client *ssh.Client, session *ssh.Session, command string) error {
	ended := make(chan error, 1)
	go func() { ended <- session.Run(command) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	// The server delivers the signal to all that the command started. One that does not is left by closing the connection,
	// which also makes session.Run return, so that nothing writes to the capture any more.
	_ = session.Signal(ssh.SIGTERM)
	select {
	case <-ended:
	case <-time.After(graceTime):
		client.Close()
		<-ended
	}
	return ctx.Err()
}

const howToSetVariables = `Unable to set '%s'. This only works if your SSH server is configured to accept these variables via AcceptEnv. ` +
	`Alternatively, if a Bash-like shell runs the command on the remote host, you could prefix the command itself with the ` +
	`variables in the form 'VAR=value command'`

// setEnvironment sets the variables asked for, which has to succeed, and the previous output, which need not.
func (o *Outputs) setEnvironment(ctx context.Context, session *ssh.Session) error {
	logger := provider.GetLogger(ctx)
	for name, value := range o.Environment {
		if err := session.Setenv(name, value); err != nil {
			logger.Errorf(howToSetVariables, name)
			return fmt.Errorf("could not set environment variable %q: %w", name, err)
		}
	}
	for name, value := range common.PreviousOutput(o.AddPreviousOutputInEnv, o.Outputs) {
		if err := session.Setenv(name, value); err != nil {
			logger.Warningf(howToSetVariables, name)
		}
	}
	return nil
}
