import { readFile, writeFile } from "node:fs/promises";

/** Reads a secret from a file; if the file is missing, creates it, readable only by its owner. */
export async function readOrCreateSecret(file: string, create: () => string): Promise<string> {
  try {
    return (await readFile(file, "utf8")).trim();
  } catch (err) {
    if ((err as NodeJS.ErrnoException).code !== "ENOENT") throw err;
  }
  const secret = create();
  await writeFile(file, `${secret}\n`, { mode: 0o600 });
  return secret;
}
