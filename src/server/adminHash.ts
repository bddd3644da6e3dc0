import { createHash } from "node:crypto";
import * as bcrypt from "bcryptjs";

// NativeAuthenticator's own cost.
const COST = 12;

/**
 * The bcrypt hash of the administrator's password.
 *
 * @param salt a text that is different for each hub and stays the same for one: with a random salt every `pulumi up`
 *   would see a change
 */
export function adminHash(password: string, salt: string): string {
  const bytes = createHash("sha256").update(salt).digest().subarray(0, 16);
  return bcrypt.hashSync(password, `$2b$${String(COST)}$${bcrypt.encodeBase64(bytes, 16)}`);
}
