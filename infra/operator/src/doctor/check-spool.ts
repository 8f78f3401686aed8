import { randomBytes, randomUUID } from "node:crypto";
import { access, constants, rm, stat, statfs, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { error, type Finding, ok, warning } from "./finding.ts";

const name = "click spool";
const probeBytes = 1_048_576;

/** Checks that redirects can record clicks. @param dir `CLICK_SPOOL_DIR` @param maxMegabytes total limit of the spools */
export async function checkSpool(dir: string, maxMegabytes: number): Promise<Finding> {
  try {
    const [found, state] = await tryToWrite(resolve(dir));
    const { bavail, bsize } = await statfs(found);
    const freeMegabytes = Math.floor((bavail * bsize) / 1_048_576);
    const detail = `${dir} ${state}, ${freeMegabytes.toLocaleString("en")} MB free`;
    if (freeMegabytes >= maxMegabytes) return ok(name, detail);
    const advice = `free disk space: the spools may grow to ${maxMegabytes.toLocaleString("en")} MB while Redis does not answer`;
    return warning(name, detail, advice);
  } catch (err) {
    const { code, message } = err as NodeJS.ErrnoException;
    if (code === "ENOSPC") return error(name, `the disk of ${dir} is full`, "free disk space: clicks stay in memory");
    return error(
      name,
      message,
      "make CLICK_SPOOL_DIR a directory on a persistent disk that the redirect service may write to",
    );
  }
}

/** Returns `dir`, or its nearest existing parent in which the service can create it. */
async function tryToWrite(dir: string): Promise<[found: string, state: string]> {
  let found = dir;
  while (!(await isDirectory(found))) found = dirname(found);
  if (found !== dir) {
    await access(found, constants.W_OK);
    return [found, "will be created"];
  }
  const file = join(dir, `.doctor-${randomUUID()}`);
  try {
    // As much as a busy redirect writes in a second: a full disk may still take an empty file.
    await writeFile(file, randomBytes(probeBytes), { flush: true });
  } finally {
    await rm(file, { force: true });
  }
  return [dir, "is writable"];
}

/** Returns false when nothing exists there. @throws Error when it is not a directory */
async function isDirectory(path: string): Promise<boolean> {
  try {
    if ((await stat(path)).isDirectory()) return true;
  } catch (err) {
    if (["ENOENT", "ENOTDIR"].includes((err as NodeJS.ErrnoException).code ?? "")) return false;
    throw err;
  }
  throw new Error(`${path} is not a directory`);
}
