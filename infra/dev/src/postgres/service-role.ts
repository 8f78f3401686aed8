import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { readOrMakeSecret } from "../secret-file.ts";
import { drawPassword } from "./password.ts";

export const serviceRole = "shunt_service";

const script = resolve(import.meta.dirname, "../../../postgres/service-role.sql");

/**
 * The password of the role that services connect as, which is no superuser. Where the role has not been made, or what an earlier
 * version made as a superuser has not become its, that is done first.
 *
 * @param dir of the server
 * @param runSql runs statements as a superuser in the services' database
 */
export async function provideServiceRole(dir: string, runSql: (sql: string) => Promise<void>): Promise<string> {
  const password = await readOrMakeSecret(join(dir, "service-password"), drawPassword);
  await runSql(`set shunt.service_password = '${password}';\n\n${await readFile(script, "utf8")}\n`);
  return password;
}
