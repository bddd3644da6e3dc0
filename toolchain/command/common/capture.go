package common

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"
	"sync"

	provider "github.com/pulumi/pulumi-go-provider"
)

// Capture keeps what a command writes and shows it line by line as it comes.
type Capture struct {
	// One lock for both streams: they are written side by side, and their order is kept.
	lock           sync.Mutex
	stdout, stderr stream
	combined       bytes.Buffer
	show           func(line string)
}

type stream struct {
	capture *Capture
	shown   bool
	all     bytes.Buffer
	// The line that has no end yet.
	line bytes.Buffer
}

// NewCapture makes a Capture that shows the streams asked for as status messages of the resource of the context.
func NewCapture(ctx context.Context, showStdout, showStderr bool) *Capture {
	c := &Capture{show: provider.GetLogger(ctx).InfoStatus}
	c.stdout = stream{capture: c, shown: showStdout}
	c.stderr = stream{capture: c, shown: showStderr}
	return c
}

// Stdout and Stderr are the writers to give to the command.
func (c *Capture) Stdout() io.Writer { return &c.stdout }

// Stderr is the other one.
func (c *Capture) Stderr() io.Writer { return &c.stderr }

func (s *stream) Write(data []byte) (int, error) {
	s.capture.lock.Lock()
	defer s.capture.lock.Unlock()
	s.all.Write(data)
	s.capture.combined.Write(data)
	if s.shown {
		s.line.Write(data)
		for end := bytes.IndexByte(s.line.Bytes(), '\n'); end >= 0; end = bytes.IndexByte(s.line.Bytes(), '\n') {
			s.capture.show(strings.TrimSuffix(string(s.line.Next(end + 1)[:end]), "\r"))
		}
	}
	return len(data), nil
}

// Finish ends the capture of the command that ended with err: the outputs, or an error that names the command and quotes
// all that it wrote.
func (c *Capture) Finish(command string, err error) (Outputs, error) {
	c.lock.Lock()
	defer c.lock.Unlock()
	for _, s := range []*stream{&c.stdout, &c.stderr} {
		if s.line.Len() > 0 {
			c.show(s.line.String())
			s.line.Reset()
		}
	}
	if err != nil {
		return Outputs{}, fmt.Errorf("%w: running %q:\n%s", err, command, c.combined.String())
	}
	return Outputs{
		Stdout: strings.TrimSuffix(c.stdout.all.String(), "\n"),
		Stderr: strings.TrimSuffix(c.stderr.all.String(), "\n"),
	}, nil
}
