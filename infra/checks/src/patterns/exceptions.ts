/** Patterns that may take more than linear time, because they never see outside text. Compared by file and source. */
export const exceptions: { file: string; source: string; reason: string }[] = [
  {
    file: "packages/runtime/src/tracing/trace-statements.ts",
    source: String.raw`^(?:\s|\/\*.*?\*\/)*(\w+)`,
    reason: "reads our own SQL, which contains no parameter values",
  },
  {
    file: "services/management/src/ops/bull-board.ts",
    source: `<link[^>]+href="https?:[^>]*>`,
    reason: "reads a page of the queue board's package",
  },
];

/** Files that build patterns at run time, which this test cannot read, and why that is safe. */
export const assembled: { file: string; reason: string }[] = [
  { file: "packages/cache/src/memory-use.ts", reason: "reads the reply of INFO from Redis" },
];
