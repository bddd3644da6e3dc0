package remote

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/pkg/sftp"
)

// upload writes files and folders through SFTP.
type upload struct{ *sftp.Client }

// stat tells what is at a remote path; nil where there is nothing.
func (u upload) stat(name string) (fs.FileInfo, error) {
	info, err := u.Stat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("failed to stat remote path %s: %w", name, err)
	}
	return info, nil
}

// text writes a file with this content; parent folders are made.
func (u upload) text(content, destination string) error {
	info, err := u.stat(destination)
	if err != nil {
		return err
	}
	if info != nil && info.IsDir() {
		return fmt.Errorf("remote path %s is a directory; when using a text asset, remotePath must be a file path", destination)
	}
	if err := u.folder(path.Dir(destination)); err != nil {
		return err
	}
	return u.file(strings.NewReader(content), "text content", destination)
}

// path copies a local file or folder; parent folders are made. A file goes into a destination that is a folder, else to
// the destination itself. A folder goes into the destination under its own name; one with a slash at its end has only its
// content copied.
func (u upload) path(source, destination string) error {
	info, err := os.Stat(source)
	if err != nil {
		return err
	}
	if info.IsDir() {
		if !strings.HasSuffix(source, "/") {
			destination = path.Join(destination, filepath.Base(source))
		}
		return u.tree(source, destination)
	}
	there, err := u.stat(destination)
	if err != nil {
		return err
	}
	if there != nil && there.IsDir() {
		destination = path.Join(destination, filepath.Base(source))
	} else if err := u.folder(path.Dir(destination)); err != nil {
		return err
	}
	return u.localFile(source, destination)
}

// tree copies what is in a local folder into a remote one.
func (u upload) tree(source, destination string) error {
	return fs.WalkDir(os.DirFS(source), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		remote := path.Join(destination, name)
		if entry.IsDir() {
			return u.folder(remote)
		}
		return u.localFile(filepath.Join(source, name), remote)
	})
}

func (u upload) folder(name string) error {
	info, err := u.stat(name)
	switch {
	case err != nil:
		return err
	case info != nil && !info.IsDir():
		return fmt.Errorf("remote path %s exists but is not a directory", name)
	case info != nil:
		return nil
	}
	if err := u.MkdirAll(name); err != nil {
		return fmt.Errorf("failed to create remote directory %s: %w", name, err)
	}
	return nil
}

func (u upload) localFile(source, destination string) error {
	local, err := os.Open(source)
	if err != nil {
		return err
	}
	defer local.Close()
	return u.file(local, "file "+source, destination)
}

func (u upload) file(source io.Reader, what, destination string) error {
	remote, err := u.Create(destination)
	if err != nil {
		return fmt.Errorf("failed to create remote file %s: %w", destination, err)
	}
	_, err = remote.ReadFrom(source)
	// A server may report only at the end that it could not write.
	if err = errors.Join(err, remote.Close()); err != nil {
		return fmt.Errorf("failed to copy %s to remote path %s: %w", what, destination, err)
	}
	return nil
}
