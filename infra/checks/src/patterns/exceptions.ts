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
  { file: "packages/contracts/src/code-form.ts", reason: "repeats one class of characters at most 50 times" },
  {
    file: "packages/contracts/src/code-letters.ts",
    reason: "joins classes of characters, for segments of 50 characters",
  },
  { file: "packages/contracts/src/pasted-code.ts", reason: "repeats one class of characters between slashes" },
  {
    file: "packages/decision/src/forwarding/url-parts.ts",
    reason: "compares each parameter with a name, one character after the other",
  },
  {
    file: "services/management/src/admin/blocked-links-store.ts",
    reason: "compares the beginning of URLs with a host, whose special characters are escaped",
  },
];
