/** What the stack has made before, by Pulumi's types: ids in the cloud. */
export class OwnResources {
  /** @param resources undefined where nobody knows what the stack has made */
  constructor(private readonly resources: readonly { readonly type: string; readonly id: string }[] | undefined) {}

  get known(): boolean {
    return this.resources !== undefined;
  }

  /** Whether the stack made this; true where nobody knows, for then nothing may be refused because of it. */
  has(id: string): boolean {
    return this.resources === undefined || this.resources.some((resource) => resource.id === id);
  }

  /** How many of a type the stack has made; `type` as in "compute/instance:Instance". */
  count(type: string): number {
    return this.ids(type).length;
  }

  /** Those of a type that the stack has made; none where nobody knows. */
  ids(type: string): string[] {
    return (this.resources ?? []).filter((resource) => resource.type === `openstack:${type}`).map(({ id }) => id);
  }
}
