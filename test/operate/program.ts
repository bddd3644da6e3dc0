/** A program with nothing but the outputs in outputs.json beside it, of which sshTarget is a secret. Run by hub.ts. */
import { readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";

export = () => {
  const { sshTarget, ...plain } = JSON.parse(readFileSync("outputs.json", "utf8")) as Record<string, unknown>;
  return sshTarget === undefined ? plain : { ...plain, sshTarget: pulumi.secret(sshTarget) };
};
