package main

import (
	"encoding/json"
	"io"

	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	shim "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfshim"
)

// property describes one property as a program sees it.
type property struct {
	// string, number, boolean, list, map or object.
	Type string `json:"type"`
	// Whether a program may set it; false for what only the cloud determines.
	Input  bool `json:"input"`
	Secret bool `json:"secret"`
	// The element of a list or map, where it is known.
	Element *property `json:"element,omitempty"`
	// The properties of an object.
	Fields properties `json:"fields,omitempty"`
}

type properties map[string]property

// printProperties writes a JSON object {version, provider, resources, dataSources}; the latter two go from token to properties.
func printProperties(out io.Writer, info tfbridge.ProviderInfo) error {
	resourceProperties, dataSourceProperties := map[string]properties{}, map[string]properties{}
	for terraform, resource := range info.Resources {
		schema := info.P.ResourcesMap().Get(terraform).Schema()
		resourceProperties[string(resource.Tok)] = describe(schema, resource.Fields)
	}
	for terraform, source := range info.DataSources {
		schema := info.P.DataSourcesMap().Get(terraform).Schema()
		dataSourceProperties[string(source.Tok)] = describe(schema, source.Fields)
	}
	encoder := json.NewEncoder(out)
	encoder.SetIndent("", "  ")
	return encoder.Encode(map[string]any{
		"version":     version,
		"provider":    describe(info.P.Schema(), nil),
		"resources":   resourceProperties,
		"dataSources": dataSourceProperties,
	})
}

func describe(schemas shim.SchemaMap, overrides map[string]*tfbridge.SchemaInfo) properties {
	result := properties{}
	schemas.Range(func(terraform string, schema shim.Schema) bool {
		// The bridge hides what the Terraform provider only keeps to refuse it.
		if schema.Removed() == "" {
			result[tfbridge.TerraformToPulumiNameV2(terraform, schemas, overrides)] = describeOne(schema, overrides[terraform])
		}
		return true
	})
	return result
}

func describeOne(schema shim.Schema, override *tfbridge.SchemaInfo) property {
	result := property{Input: schema.Optional() || schema.Required(), Secret: schema.Sensitive()}
	switch schema.Type() {
	case shim.TypeBool:
		result.Type = "boolean"
	case shim.TypeInt, shim.TypeFloat:
		result.Type = "number"
	case shim.TypeString:
		result.Type = "string"
	case shim.TypeMap:
		result.Type, result.Element = "map", describeElement(schema.Elem())
	case shim.TypeList, shim.TypeSet:
		element := describeElement(schema.Elem())
		if tfbridge.IsMaxItemsOne(schema, override) && element != nil {
			result.Type, result.Fields = element.Type, element.Fields
		} else {
			result.Type, result.Element = "list", element
		}
	}
	return result
}

func describeElement(element any) *property {
	switch element := element.(type) {
	case shim.Schema:
		described := describeOne(element, nil)
		return &described
	case shim.Resource:
		return &property{Type: "object", Fields: describe(element.Schema(), nil)}
	}
	return nil
}
