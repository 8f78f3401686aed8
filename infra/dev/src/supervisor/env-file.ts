import { rm, writeFile } from "node:fs/promises";

/** Writes variables so that `node --env-file` reads them, and nobody but the owner of the file does. */
export async function writeEnvFile(path: string, variables: Readonly<Record<string, string>>): Promise<void> {
  const lines = Object.entries(variables).map(([name, value]) => `${name}=${quote(value)}\n`);
  // Anew: one that is there may be readable by others.
  await rm(path, { force: true });
  await writeFile(path, lines.join(""), { mode: 0o600 });
}

/** Nothing within quotes is special to Node but the quote itself; of the three kinds, one is not in the value. */
function quote(value: string): string {
  const mark = ["'", "`", '"'].find(candidate => !value.includes(candidate)) ?? "'";
  return mark + value + mark;
}
