import { appendFileSync, renameSync, statSync } from "node:fs";

const maxBytes = 10 * 1_048_576;
const keptFiles = 3;

/**
 * Appends output of a process to its log, so that the reason of a crash stays in it. Before the log exceeds 10 MB, a new one
 * begins at the next end of a line: the file is renamed to `.1`, that one to `.2`, and so on; three are kept. Only one process
 * may write to a log.
 */
export function appendToLog(logFile: string, output: Buffer): void {
  const lineEnd = output.indexOf("\n") + 1;
  const isFull = lineEnd > 0 && toSize(logFile) + output.length > maxBytes;
  if (isFull) {
    // Completes the line that the previous output may have begun.
    appendFileSync(logFile, output.subarray(0, lineEnd));
    rotate(logFile);
  }
  appendFileSync(logFile, isFull ? output.subarray(lineEnd) : output);
}

/** Starts a new log if it is full, while no process writes to it. */
export function rotateFullLog(logFile: string): void {
  if (toSize(logFile) > maxBytes) rotate(logFile);
}

function rotate(logFile: string): void {
  for (let i = keptFiles; i > 1; i--)
    if (toSize(`${logFile}.${i - 1}`) > 0) renameSync(`${logFile}.${i - 1}`, `${logFile}.${i}`);
  renameSync(logFile, `${logFile}.1`);
}

/** Size of a file in bytes; 0 if it does not exist. */
function toSize(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
