import { randomBytes } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { readOrMakeSecret } from "../secret-file.ts";

/** The password of the server in a directory; drawn when it is asked for the first time. */
export async function readPassword(dir: string): Promise<string> {
  await mkdir(dir, { recursive: true });
  return readOrMakeSecret(join(dir, "password"), () => randomBytes(24).toString("base64url"));
}

export function toPostgresUrl(port: number, password: string): string {
  return `postgres://shunt:${password}@127.0.0.1:${port}/shunt`;
}
