import { readFile, writeFile } from "node:fs/promises";

/** What a file holds that only its owner may read; made when it is not there. */
export async function readOrMakeSecret(file: string, make: () => string): Promise<string> {
  try {
    return (await readFile(file, "utf8")).trim();
  } catch (err) {
    if ((err as NodeJS.ErrnoException).code !== "ENOENT") throw err;
  }
  const secret = make();
  await writeFile(file, `${secret}\n`, { mode: 0o600 });
  return secret;
}
