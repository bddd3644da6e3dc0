/** A program with nothing but the stack's provider: what it is let in as, and one key pair. Run by provider.test.ts. */
import * as openstack from "@pulumi/openstack";
import * as pulumi from "@pulumi/pulumi";
import { cloudProvider } from "../../src/credentials/provider";
import { resolveCloud } from "../../src/credentials/resolve";

export = async () => {
  const config = new pulumi.Config();
  const stack = pulumi.getStack();
  const setting = (key: string) => (config.get(key) === "" ? undefined : config.get(key));
  const cloud = await resolveCloud({ cloud: setting("cloud"), region: setting("region"), stack });
  const provider = cloudProvider("cloud", cloud);
  const scope = await openstack.identity.getAuthScope({ name: "scope" }, { provider });
  const keypair = new openstack.compute.Keypair("key", { name: config.require("name") }, { provider });
  return {
    passedAs: cloud.passedAs,
    user: scope.userName,
    project: scope.projectName,
    region: keypair.region,
  };
};
