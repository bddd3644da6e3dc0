import { readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import { parse } from "yaml";
import type { SettingsSource } from "./read";

/** The settings as the running `pulumi` hands them over. */
export function pulumiSource(): SettingsSource {
  const project = pulumi.getProject();
  const secretKeys = JSON.parse(process.env.PULUMI_CONFIG_SECRET_KEYS ?? "[]") as string[];
  return {
    config: pulumi.runtime.allConfig(),
    isSecret: (key) => secretKeys.includes(key),
    declared: declaredSettings(),
    project,
    stack: pulumi.getStack(),
    environment: process.env,
  };
}

/** The names of the settings that Pulumi.yaml declares. */
export function declaredSettings(): string[] {
  const file = parse(readFileSync(`${__dirname}/../../Pulumi.yaml`, "utf8")) as { config: Record<string, unknown> };
  return Object.keys(file.config);
}
