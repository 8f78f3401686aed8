/** Patterns that may take more than linear time, as no text from outside reaches them. Compared by file and source. */
export const exceptions: { file: string; source: string; reason: string }[] = [
  {
    file: "packages/runtime/src/tracing/trace-statements.ts",
    source: String.raw`^(?:\s|\/\*.*?\*\/)*(\w+)`,
    reason: "reads our own SQL, which has its parameters apart",
  },
  {
    file: "services/management/src/ops/bull-board.ts",
    source: `<link[^>]+href="https?:[^>]*>`,
    reason: "reads a page that comes with the queue board's package",
  },
];

/** Files that put patterns together from lists, which this test cannot read, and why that is safe. */
export const assembled: { file: string; reason: string }[] = [
  { file: "packages/cache/src/counter-memory.ts", reason: "reads what Redis says about itself" },
];
