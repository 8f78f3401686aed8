import { randomUUID } from "node:crypto";
import { access, constants, rm, stat, statfs, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { error, type Finding, ok, warning } from "./finding.ts";

const name = "click spool";

/** Whether clicks can be taken down. @param dir `CLICK_SPOOL_DIR` @param mostMegabytes that the spools may grow to */
export async function checkSpool(dir: string, mostMegabytes: number): Promise<Finding> {
  try {
    const [found, state] = await tryToWrite(resolve(dir));
    const { bavail, bsize } = await statfs(found);
    const freeMegabytes = Math.floor((bavail * bsize) / 1_048_576);
    const detail = `${dir} ${state}, ${freeMegabytes.toLocaleString("en")} MB free`;
    if (freeMegabytes >= mostMegabytes) return ok(name, detail);
    const advice = `make room: the spools may grow to ${mostMegabytes.toLocaleString("en")} MB while Redis is away`;
    return warning(name, detail, advice);
  } catch (err) {
    return error(
      name,
      (err as Error).message,
      "let the redirect service write to CLICK_SPOOL_DIR, on a disk that stays",
    );
  }
}

/** What is not there yet the service makes, if it may. Returns the directory that is there. */
async function tryToWrite(dir: string): Promise<[found: string, state: string]> {
  let found = dir;
  while (!(await isDirectory(found))) found = dirname(found);
  if (found !== dir) {
    await access(found, constants.W_OK);
    return [found, "will be made"];
  }
  const file = join(dir, `.doctor-${randomUUID()}`);
  await writeFile(file, "");
  await rm(file);
  return [dir, "can be written to"];
}

/** False when there is nothing. @throws when there is something else */
async function isDirectory(path: string): Promise<boolean> {
  try {
    if ((await stat(path)).isDirectory()) return true;
  } catch (err) {
    if (["ENOENT", "ENOTDIR"].includes((err as NodeJS.ErrnoException).code ?? "")) return false;
    throw err;
  }
  throw new Error(`${path} is not a directory`);
}
