/** A property's shape, as the plugin and the npm package can both tell it. */
export type Shape =
  | "string"
  | "number"
  | "boolean"
  | "any"
  | { list: Shape }
  | { map: Shape }
  | { object: Record<string, Shape> };

/** What the plugin prints of one property; see toolchain/openstack/properties.go. */
export interface Property {
  type: "string" | "number" | "boolean" | "list" | "map" | "object";
  input: boolean;
  secret: boolean;
  element?: Property;
  fields?: Record<string, Property>;
}

/** What the plugin prints. */
export interface Properties {
  version: string;
  provider: Record<string, Property>;
  resources: Record<string, Record<string, Property>>;
  dataSources: Record<string, Record<string, Property>>;
}

/** The shape of one property that the plugin printed. */
export function shapeOf(property: Property): Shape {
  switch (property.type) {
    case "list":
      return { list: property.element ? shapeOf(property.element) : "any" };
    case "map":
      return { map: property.element ? shapeOf(property.element) : "any" };
    case "object":
      return { object: shapesOf(property.fields ?? {}) };
    default:
      return property.type;
  }
}

/** The shapes of the properties that the plugin printed; with `inputs`, of those that a program may set. */
export function shapesOf(properties: Record<string, Property>, inputs = false): Record<string, Shape> {
  const chosen = Object.entries(properties).filter(([, property]) => property.input || !inputs);
  return Object.fromEntries(chosen.map(([name, property]) => [name, shapeOf(property)]));
}
