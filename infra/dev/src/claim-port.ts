import { randomUUID } from "node:crypto";
import { chmod, constants, link, open, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { holdPort } from "./ports.ts";
import { findProcessStart } from "./process-start.ts";

/** Other users can write to the directory: whatever is longer is no claim. */
const maxBytes = 100;

/**
 * Reserves a free port until `releasePort` or the end of this process, so that several starts at the same time choose
 * different ports before their servers listen. Returns false if the port is in use or another start has reserved it.
 */
export async function claimPort(port: number): Promise<boolean> {
  const file = toClaimFile(port);
  // Before the port is held, as its owner may be about to listen.
  if (await isClaimed(file)) return false;
  // While it is held, no other start replaces the claim.
  return (await holdPort(port, () => replaceClaim(file))) ?? false;
}

export async function releasePort(port: number): Promise<void> {
  await rm(toClaimFile(port), { force: true });
}

async function replaceClaim(file: string): Promise<boolean> {
  if (await isClaimed(file)) return false;
  // Fails if it belongs to another user.
  await rm(file, { force: true }).catch(() => {});
  const complete = `${file}.${randomUUID()}`;
  await writeFile(complete, toClaim(process.pid, await findProcessStart(process.pid)), { flag: "wx" });
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

/** Whether a process that still runs has claimed the port. */
async function isClaimed(file: string): Promise<boolean> {
  const claim = await readClaim(file);
  const pid = Number(claim?.split(" ")[0]);
  if (claim === undefined || !Number.isInteger(pid)) return false;
  const startedAt = await findProcessStart(pid);
  return startedAt !== undefined && claim === toClaim(pid, startedAt);
}

/** Undefined without a claim. Does not follow links, and neither waits for a pipe nor reads a large file. */
async function readClaim(file: string): Promise<string | undefined> {
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;
  const handle = await open(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK).catch(() => undefined);
  if (!handle) return undefined;
  try {
    const { size } = await handle.stat();
    if (size > maxBytes) return undefined;
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(maxBytes), 0, maxBytes, 0);
    return buffer.toString("utf8", 0, bytesRead);
  } catch {
    // A directory or a pipe.
    return undefined;
  } finally {
    await handle.close();
  }
}

function toClaim(pid: number, startedAt: string | undefined): string {
  return `${pid} ${startedAt}`;
}

function toClaimFile(port: number): string {
  return join(tmpdir(), `shunt-port-${port}`);
}
