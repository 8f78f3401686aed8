import { isUnavailable } from "@shunt/db";
import type { Logger } from "@shunt/runtime";
import type { RequestEntry } from "./request-log-store.ts";

const writeEveryMs = 1_000;
/** Entries of one key in a batch, so that one program does not fill the log of all. */
const maxOfKey = 100;
const maxWaiting = 5_000;

export interface RequestRecorder {
  /** Returns at once. Entries beyond the bounds are dropped. */
  record(entry: RequestEntry): void;
  /** Writes what waits. */
  flush(): Promise<void>;
  /** Writes what waits, and ends. */
  stop(): Promise<void>;
}

export interface RequestRecorderDeps {
  write: (entries: readonly RequestEntry[]) => Promise<void>;
  onDropped: (count: number) => void;
  log: Logger;
}

/**
 * Writes the log of requests in batches, outside of the requests. Entries wait while Postgres is away; a process that is
 * killed loses those of its last second.
 */
export function createRequestRecorder({ write, onDropped, log }: RequestRecorderDeps): RequestRecorder {
  let waiting: RequestEntry[] = [];
  let ofKeys = new Map<string, number>();
  let writing: Promise<void> | undefined;

  async function writeWaiting(): Promise<void> {
    const entries = waiting;
    waiting = [];
    ofKeys = new Map();
    if (entries.length === 0) return;
    try {
      await write(entries);
    } catch (err) {
      log.warn({ err, count: entries.length }, "request log not written");
      // Newer entries make room for them: the order in the log is by time.
      if (isUnavailable(err)) waiting = [...entries, ...waiting].slice(0, maxWaiting);
      else onDropped(entries.length);
    }
  }

  const flush = () => {
    writing ??= writeWaiting().finally(() => {
      writing = undefined;
    });
    return writing;
  };
  const timer = setInterval(() => void flush(), writeEveryMs);
  return {
    record(entry) {
      const ofKey = ofKeys.get(entry.keyId) ?? 0;
      if (ofKey >= maxOfKey || waiting.length >= maxWaiting) return onDropped(1);
      ofKeys.set(entry.keyId, ofKey + 1);
      waiting.push(entry);
    },
    flush,
    async stop() {
      clearInterval(timer);
      await writing;
      await flush();
    },
  };
}
