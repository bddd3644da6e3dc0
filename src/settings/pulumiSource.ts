import { resolve } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import type { SettingsSource } from "./read";
import { stackFileLines } from "./stackFile";

/** The settings as the running `pulumi` hands them over. */
export function pulumiSource(): SettingsSource {
  const project = pulumi.getProject();
  const stack = pulumi.getStack();
  const secretKeys = JSON.parse(process.env.PULUMI_CONFIG_SECRET_KEYS ?? "[]") as string[];
  return {
    config: pulumi.runtime.allConfig(),
    isSecret: (key) => secretKeys.includes(key),
    lineOf: stackFileLines(resolve(`Pulumi.${stack}.yaml`), project),
    project,
    stack,
  };
}
