import { readdirSync, readFileSync } from "node:fs";

/** Linux counts processor time in ticks of 10 ms (sysconf(_SC_CLK_TCK)). */
const tickMs = 10;

interface ProcessTimes {
  parent: number;
  /** Of the process itself, and of its children that have ended (ms). */
  own: number;
  ofEnded: number;
}

/** Processor time of a process so far (ms); undefined without /proc. */
export function processorTime(pid: number | undefined): number | undefined {
  return pid === undefined ? undefined : readTimes(pid)?.own;
}

/** Processor time so far of a process with its children, also those that have ended (ms); undefined without /proc. */
export function processorTimeWithChildren(pid: number | undefined): number | undefined {
  const times = pid === undefined ? undefined : readTimes(pid);
  if (times === undefined) return undefined;
  const children = processIds()
    .flatMap(id => readTimes(id) ?? [])
    .filter(({ parent }) => parent === pid);
  return children.reduce((sum, { own, ofEnded }) => sum + own + ofEnded, times.own + times.ofEnded);
}

function processIds(): number[] {
  return readdirSync("/proc").map(Number).filter(Number.isInteger);
}

/** Fields after the name's closing bracket: parent 4, own times 14 and 15, those of ended children 16 and 17 (proc(5)). */
function readTimes(pid: number): ProcessTimes | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ").map(Number) ?? [];
    const [parent = 0, user = 0, system = 0, childUser = 0, childSystem = 0] = [1, 11, 12, 13, 14].map(i => fields[i]);
    return { parent, own: (user + system) * tickMs, ofEnded: (childUser + childSystem) * tickMs };
  } catch {
    return undefined;
  }
}
