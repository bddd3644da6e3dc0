import { join } from "node:path";
import * as ts from "typescript";
import { ROOT } from "./built";
import type { Shape } from "./shape";

/** The TypeScript declarations of an npm package, read by the compiler. */
export class Declarations {
  private readonly program: ts.Program;
  private readonly checker: ts.TypeChecker;
  private readonly folder: string;

  /**
   * @param name the package, "@pulumi/openstack"
   * @param modules the modules to read, without ".d.ts": "compute/instance"
   */
  constructor(name: string, modules: string[]) {
    this.folder = join(ROOT, "node_modules", name);
    this.program = ts.createProgram(
      modules.map((module) => this.file(module)),
      { strict: true, noEmit: true, skipLibCheck: true, types: [] },
    );
    this.checker = this.program.getTypeChecker();
  }

  /** The shapes of an interface's or class's own properties; undefined when the module has none of that name. */
  properties(module: string, name: string): Record<string, Shape> | undefined {
    const source = this.program.getSourceFile(this.file(module));
    const symbol = source && this.checker.getSymbolAtLocation(source);
    const found = symbol && this.checker.getExportsOfModule(symbol).find((member) => member.name === name);
    return found && this.members(this.checker.getDeclaredTypeOfSymbol(found));
  }

  private file(module: string): string {
    return join(this.folder, `${module}.d.ts`);
  }

  private members(type: ts.Type): Record<string, Shape> {
    const members = type.getProperties().filter((member) => {
      const declaration = member.valueDeclaration;
      // Of a class only what the plugin fills in: not what every resource has from @pulumi/pulumi.
      return (
        declaration !== undefined &&
        (ts.isPropertySignature(declaration) || ts.isPropertyDeclaration(declaration)) &&
        declaration.getSourceFile().fileName.startsWith(this.folder)
      );
    });
    return Object.fromEntries(
      members.map((member) => [member.name, this.shape(this.checker.getTypeOfSymbol(member))] as const),
    );
  }

  private shape(type: ts.Type): Shape {
    const plain = this.plain(type);
    if (plain.flags & ts.TypeFlags.StringLike) return "string";
    if (plain.flags & ts.TypeFlags.NumberLike) return "number";
    if (plain.flags & ts.TypeFlags.BooleanLike) return "boolean";
    if (plain.flags & ts.TypeFlags.Any) return "any";
    if (this.checker.isArrayType(plain)) {
      const [element] = this.checker.getTypeArguments(plain as ts.TypeReference);
      return { list: element ? this.shape(element) : "any" };
    }
    const indexed = plain.getStringIndexType();
    if (indexed) return { map: this.shape(indexed) };
    return { object: this.members(plain) };
  }

  /** A type without undefined, and without Input<> and Output<> around it: both hold an OutputInstance<> of what is inside. */
  private plain(type: ts.Type): ts.Type {
    const instance = this.parts(type).find((part) => part.getSymbol()?.name === "OutputInstance");
    const [inner] = instance ? this.checker.getTypeArguments(instance as ts.TypeReference) : [];
    return inner ? this.plain(inner) : this.checker.getNonNullableType(type);
  }

  private parts(type: ts.Type): ts.Type[] {
    return type.isUnionOrIntersection() ? type.types.flatMap((part) => this.parts(part)) : [type];
  }
}
