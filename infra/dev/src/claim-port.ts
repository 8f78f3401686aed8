import { randomUUID } from "node:crypto";
import { chmod, link, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isFree } from "./ports.ts";
import { findProcessStart } from "./process-start.ts";

/**
 * Reserves a free port until `releasePort` or the end of this process, so that several starts at the same time choose
 * different ports before their servers listen. Returns false if the port is in use or another start has reserved it.
 */
export async function claimPort(port: number): Promise<boolean> {
  const file = toClaimFile(port);
  if (await isClaimed(file)) return false;
  if (!(await isFree(port))) return false;
  const complete = `${file}.${randomUUID()}`;
  await writeFile(complete, await toOwner(process.pid));
  await chmod(complete, 0o644);
  try {
    // Creates the file with its content, and fails if it exists.
    await link(complete, file);
    return true;
  } catch (err) {
    if ((err as NodeJS.ErrnoException).code !== "EEXIST") throw err;
    return false;
  } finally {
    await rm(complete, { force: true });
  }
}

export async function releasePort(port: number): Promise<void> {
  await rm(toClaimFile(port), { force: true });
}

/** Whether the port is claimed. Removes the claim of a process that has ended, unless it belongs to another user. */
async function isClaimed(file: string): Promise<boolean> {
  const owner = await readFile(file, "utf8").catch(() => undefined);
  if (owner === undefined) return false;
  if (owner === (await toOwner(Number(owner.split(" ")[0])))) return true;
  return rm(file, { force: true }).then(
    () => false,
    () => true,
  );
}

async function toOwner(pid: number): Promise<string> {
  return `${pid} ${await findProcessStart(pid)}`;
}

function toClaimFile(port: number): string {
  return join(tmpdir(), `shunt-port-${port}`);
}
