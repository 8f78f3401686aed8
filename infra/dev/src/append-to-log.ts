import { renameSync, statSync } from "node:fs";

const maxBytes = 10 * 1_048_576;
const keptFiles = 3;

/**
 * Starts a new log if the file has more than 10 MB: renames it to `.1`, that one to `.2`, and so on; three are kept. A smaller one
 * continues, so that the reason of a crash stays in it. Call it while no process writes to the file.
 */
export function rotateLog(logFile: string): void {
  if (toSize(logFile) <= maxBytes) return;
  for (let i = keptFiles; i > 1; i--)
    if (toSize(`${logFile}.${i - 1}`) > 0) renameSync(`${logFile}.${i - 1}`, `${logFile}.${i}`);
  renameSync(logFile, `${logFile}.1`);
}

/** Size of a file in bytes; 0 if it does not exist. */
export function toSize(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
