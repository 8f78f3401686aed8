import { toTable } from "../report.ts";
import type { Smoothness } from "./run-smoothness.ts";

const targetMs = 100;

export function toSmoothnessReport(results: readonly Smoothness[]): string {
  const rows = results.map(({ way, longestMs, longTasks, drawn, dropped }) => [
    way,
    longestMs.toFixed(0),
    String(targetMs),
    String(longTasks),
    String(drawn),
    String(dropped),
  ]);
  return toTable(["moved by", "longest task, CPU ms", "target", "over 50 ms", "frames", "dropped"], rows);
}
