import { rm, writeFile } from "node:fs/promises";

/** Writes variables for `node --env-file`, readable only by the owner of the file. */
export async function writeEnvFile(path: string, variables: Readonly<Record<string, string>>): Promise<void> {
  const lines = Object.entries(variables).map(([name, value]) => `${name}=${quote(value)}\n`);
  // An existing file may be readable by other users.
  await rm(path, { force: true });
  await writeFile(path, lines.join(""), { mode: 0o600 });
}

/** Uses a kind of quote that the value does not contain: Node treats nothing else within quotes specially. */
function quote(value: string): string {
  const mark = ["'", "`", '"'].find(candidate => !value.includes(candidate)) ?? "'";
  return mark + value + mark;
}
