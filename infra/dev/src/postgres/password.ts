import { randomBytes } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { readOrMakeSecret } from "../secret-file.ts";

/** The password of the superuser of the server in a directory; drawn when it is asked for the first time. */
export async function readPassword(dir: string): Promise<string> {
  await mkdir(dir, { recursive: true });
  return readOrMakeSecret(join(dir, "password"), drawPassword);
}

export function drawPassword(): string {
  return randomBytes(24).toString("base64url");
}

export function toPostgresUrl(port: number, password: string, user = "shunt"): string {
  return `postgres://${user}:${password}@127.0.0.1:${port}/shunt`;
}
