/** A line that differs from an earlier one only in these fields, which name one of many items, repeats it. */
const itemFields: ReadonlySet<string> = new Set(["batch", "count", "id", "names"]);

/** How long repeats of a line are left out (ms). */
const silenceMs = 30_000;

/** Lines that are remembered: their messages may contain ids. */
const maxLines = 1_000;

interface Line {
  loggedAt: number;
  leftOut: number;
}

/**
 * Finds log lines that only repeat a failure, so that an outage of hours, with thousands of retries a minute, does not displace
 * all else from the log.
 *
 * @param now a time in ms
 */
export function createRepeats(now: () => number) {
  const lines = new Map<string, Line>();
  return {
    /** Returns how many repeats were left out before this line, or `undefined` if this line is one to leave out. */
    count(fields: { err: Error }, message: string): number | undefined {
      const key = toKey(fields, message);
      const line = lines.get(key);
      if (line && now() - line.loggedAt < silenceMs) {
        line.leftOut++;
        return undefined;
      }
      if (lines.size >= maxLines) lines.clear();
      lines.set(key, { loggedAt: now(), leftOut: 0 });
      return line?.leftOut ?? 0;
    },
  };
}

function toKey({ err, ...fields }: { err: Error }, message: string): string {
  const kept = Object.entries(fields).filter(([name]) => !itemFields.has(name));
  return JSON.stringify([message, err.message, kept]);
}
