import { toTable } from "../report.ts";
import type { TableSize } from "./run-size.ts";

export function toSizeReport(sizes: readonly TableSize[]): string {
  const format = (value: number) => Math.round(value).toLocaleString("en");
  return toTable(
    ["table", "rows", "MB", "heap, bytes a row", "indexes, bytes a row", "bytes a row"],
    sizes.map(({ table, rows, heapBytes, indexBytes }) => [
      table,
      format(rows),
      format((heapBytes + indexBytes) / 1e6),
      format(heapBytes / rows),
      format(indexBytes / rows),
      format((heapBytes + indexBytes) / rows),
    ]),
  );
}
