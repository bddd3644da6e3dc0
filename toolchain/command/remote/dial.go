package remote

import (
	"context"
	"fmt"
	"net"
	"strconv"
	"time"

	provider "github.com/pulumi/pulumi-go-provider"
	"github.com/pulumi/pulumi/sdk/v3/go/common/util/retry"
	"golang.org/x/crypto/ssh"
)

// dial connects to the host, through the proxy where there is one, and retries until a limit is reached or the context ends.
func (c *Connection) dial(ctx context.Context) (*ssh.Client, error) {
	config, err := c.clientConfig()
	if err != nil {
		return nil, err
	}
	if c.Proxy == nil {
		return dialWithRetry(ctx, "Dial", c.errorLimit(), func() (*ssh.Client, error) {
			return handshake(ctx, direct, c.Endpoint, config)
		})
	}

	proxyConfig, err := c.Proxy.clientConfig()
	if err != nil {
		return nil, fmt.Errorf("proxy: %w", err)
	}
	proxy, err := dialWithRetry(ctx, "Dial proxy", c.Proxy.errorLimit(), func() (*ssh.Client, error) {
		return handshake(ctx, direct, c.Proxy.Endpoint, proxyConfig)
	})
	if err != nil {
		return nil, fmt.Errorf("proxy: %w", err)
	}
	client, err := dialWithRetry(ctx, "Dial from proxy", c.errorLimit(), func() (*ssh.Client, error) {
		return handshake(ctx, proxy.DialContext, c.Endpoint, config)
	})
	if err != nil {
		proxy.Close()
		return nil, fmt.Errorf("proxy: %w", err)
	}
	// The proxy's connection is of no use without the one through it.
	go func() {
		_ = client.Wait()
		proxy.Close()
	}()
	return client, nil
}

type dialer func(ctx context.Context, network, address string) (net.Conn, error)

var direct dialer = (&net.Dialer{}).DialContext

// handshake makes one attempt to connect and log in, within the limit of one dial.
func handshake(ctx context.Context, dial dialer, endpoint Endpoint, config *ssh.ClientConfig) (*ssh.Client, error) {
	if limit := endpoint.timeout(); limit > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeoutCause(ctx, limit, fmt.Errorf("ssh: handshake failed: no answer within %s", limit))
		defer cancel()
	}
	connection, err := dial(ctx, "tcp", endpoint.address())
	if err != nil {
		return nil, err
	}
	// A host that accepts the connection and then says nothing, as one that is booting can, would hold the handshake forever.
	stop := context.AfterFunc(ctx, func() { connection.Close() })
	client, channels, requests, err := ssh.NewClientConn(connection, endpoint.address(), config)
	if !stop() {
		err = context.Cause(ctx)
	}
	if err != nil {
		connection.Close()
		return nil, err
	}
	return ssh.NewClient(client, channels, requests), nil
}

// dialWithRetry repeats attempt with a growing pause until it succeeds, has failed more often than limit (-1 is no limit),
// or the context ends. It shows each failure as a status message.
func dialWithRetry(
	ctx context.Context, what string, limit int, attempt func() (*ssh.Client, error),
) (*ssh.Client, error) {
	shownLimit := strconv.Itoa(limit)
	if limit == -1 {
		shownLimit = "inf"
	}
	done, client, err := retry.Until(ctx, retry.Acceptor{
		Accept: func(failed int, _ time.Duration) (bool, any, error) {
			client, err := attempt()
			if err == nil {
				return true, client, nil
			}
			if limit > -1 && failed >= limit {
				return true, nil, fmt.Errorf("after %d failed attempts: %w", failed, err)
			}
			provider.GetLogger(ctx).InfoStatusf("%s %d/%s failed: retrying", what, failed+1, shownLimit)
			return false, nil, nil
		},
	})
	if err != nil {
		return nil, err
	}
	if !done {
		return nil, ctx.Err()
	}
	return client.(*ssh.Client), nil
}
