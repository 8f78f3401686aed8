import { readFile } from "node:fs/promises";
import { runCommand } from "./run-command.ts";

/** Start time of a process in the system's own unit; undefined if it does not exist. Distinguishes it from a later one with its pid. */
export async function findProcessStart(pid: number): Promise<string | undefined> {
  if (process.platform === "linux") return findStartInProc(pid);
  const started = await runCommand("ps", ["-o", "lstart=", "-p", String(pid)]).catch(() => "");
  return started.trim() || undefined;
}

/** Field 22 of /proc/<pid>/stat (proc_pid_stat(5)), counted after the name, which may contain spaces. */
async function findStartInProc(pid: number): Promise<string | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  const [state, ...fields] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  // A zombie has ended; its parent has not reaped it yet.
  return state === "Z" ? undefined : fields[18];
}
