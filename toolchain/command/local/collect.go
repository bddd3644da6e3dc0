package local

import (
	"io/fs"
	"os"
	"path"
	"strings"

	"github.com/gobwas/glob"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
)

// collect sets the outputs that hold files: those below folder that match assetPaths, and archivePaths.
func (o *Outputs) collect(folder string) error {
	if o.AssetPaths != nil {
		assets, err := match(folder, *o.AssetPaths)
		if err != nil {
			return err
		}
		o.Assets = &assets
	}
	if o.ArchivePaths != nil {
		assets, err := match(folder, *o.ArchivePaths)
		if err != nil {
			return err
		}
		members := map[string]any{}
		for name, asset := range assets {
			members[name] = asset
		}
		if o.Archive, err = resource.NewAssetArchive(members); err != nil {
			return err
		}
	}
	return nil
}

type rule struct {
	glob.Glob
	exclude bool
}

// match returns the files below folder, by their paths relative to it, that the last rule that matches them includes. A
// rule is a glob where * stays within a folder and ** does not; "!" before it excludes.
func match(folder string, patterns []string) (map[string]*resource.Asset, error) {
	rules := make([]rule, 0, len(patterns))
	for _, pattern := range patterns {
		text, exclude := strings.CutPrefix(pattern, "!")
		compiled, err := glob.Compile(text, '/')
		if err != nil {
			return nil, err
		}
		rules = append(rules, rule{compiled, exclude})
	}
	assets := map[string]*resource.Asset{}
	err := fs.WalkDir(os.DirFS(folder), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		included := false
		for _, r := range rules {
			if r.Match(name) {
				included = !r.exclude
			}
		}
		if included {
			assets[name], err = resource.NewPathAsset(path.Join(folder, name))
		}
		return err
	})
	return assets, err
}
