import { randomBytes } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { readOrCreateSecret } from "../secret-file.ts";

/** Password of the superuser of the server in `dir`; generated on the first call. */
export async function readPassword(dir: string): Promise<string> {
  await mkdir(dir, { recursive: true });
  return readOrCreateSecret(join(dir, "password"), generatePassword);
}

export function generatePassword(): string {
  return randomBytes(24).toString("base64url");
}

export function toPostgresUrl(port: number, password: string, user = "shunt"): string {
  return `postgres://${user}:${password}@127.0.0.1:${port}/shunt`;
}
