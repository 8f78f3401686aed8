import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { readOrCreateSecret } from "../secret-file.ts";
import { generatePassword } from "./password.ts";

export const serviceRole = "shunt_service";

const script = resolve(import.meta.dirname, "../../../postgres/service-role.sql");

/**
 * Creates the role that services connect as, which is no superuser, and gives it the tables that earlier versions created as
 * a superuser. Returns its password.
 *
 * @param dir directory of the server
 * @param runSql runs statements as a superuser in the services' database
 */
export async function provideServiceRole(dir: string, runSql: (sql: string) => Promise<void>): Promise<string> {
  const password = await readOrCreateSecret(join(dir, "service-password"), generatePassword);
  await runSql(`set shunt.service_password = '${password}';\n\n${await readFile(script, "utf8")}\n`);
  return password;
}
