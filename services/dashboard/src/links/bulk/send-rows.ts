import { ApiError } from "@shunt/contracts/client";
import type { BulkResult, Link } from "@shunt/contracts/links";
import { api } from "../../api/client.ts";
import { translate } from "../../api/translate.ts";
import type { Patch } from "./bulk-change.ts";

/** Up to so many links are sent one by one, which the limit of bulk requests does not count. */
const maxSingle = 50;
const concurrency = 4;
/** Requests of one action, as far as their size allows: enough to show progress, and few for the hourly limit. */
const wantedRequests = 4;
const minPerRequest = 1_000;
const maxPerRequest = 10_000;
/** Longest wait for a limit to allow the next request (s). */
const maxWaitSeconds = 60;

export interface Row {
  link: Link;
  patch: Patch;
}

export interface RowFailure {
  link: Link;
  detail: string;
}

interface Progress {
  signal: AbortSignal;
  /** @param rows that were tried since the call before */
  onDone: (rows: number) => void;
}

/** Changes links. Resolves to those that the API refused; rows after an abort were not tried. */
export function sendPatches(rows: readonly Row[], progress: Progress): Promise<RowFailure[]> {
  return send(rows, progress, {
    one: ({ link, patch }) => api.updateLink({ params: { id: link.id }, body: patch }),
    many: async some => {
      const { results } = await api.updateLinks({ body: some.map(({ link, patch }) => ({ id: link.id, ...patch })) });
      return results;
    },
  });
}

/** Deletes links. Those that are gone already count as deleted. */
export function sendDeletes(links: readonly Link[], progress: Progress): Promise<RowFailure[]> {
  const rows = links.map(link => ({ link }));
  return send(rows, progress, {
    one: ({ link }) => api.deleteLink({ params: { id: link.id } }).catch(ignoreMissing),
    many: async some => {
      const { results } = await api.deleteLinks({ body: some.map(({ link }) => link.id) });
      return results.map(result => (result.problem?.code === "link-not-found" ? {} : result));
    },
  });
}

interface Requests<R> {
  one: (row: R) => Promise<unknown>;
  many: (rows: R[]) => Promise<Pick<BulkResult, "problem">[]>;
}

async function send<R extends { link: Link }>(rows: readonly R[], progress: Progress, { one, many }: Requests<R>) {
  const isSingle = rows.length <= maxSingle;
  const size = isSingle ? concurrency : toBatchSize(rows.length);
  const failures: RowFailure[] = [];
  for (let from = 0; from < rows.length && !progress.signal.aborted; from += size) {
    const some = rows.slice(from, from + size);
    const details = isSingle
      ? await Promise.all(some.map(row => one(row).then(() => undefined, toDetail)))
      : await patiently(() => many(some)).then(
          results => Promise.all(results.map(async ({ problem }) => problem && (await translate(problem)).detail)),
          err => some.map(() => toDetail(err)),
        );
    failures.push(
      ...some.flatMap(({ link }, i) => (details[i] === undefined ? [] : [{ link, detail: details[i] as string }])),
    );
    progress.onDone(some.length);
  }
  return failures;
}

export function toBatchSize(rows: number): number {
  return Math.min(maxPerRequest, Math.max(minPerRequest, Math.ceil(rows / wantedRequests)));
}

/** Waits where a limit asks for a short pause. */
export async function patiently<T>(request: () => Promise<T>): Promise<T> {
  try {
    return await request();
  } catch (err) {
    const seconds = err instanceof ApiError && err.status === 429 ? err.retryAfterSeconds : undefined;
    if (seconds === undefined || seconds > maxWaitSeconds) throw err;
    await new Promise(done => setTimeout(done, seconds * 1_000));
    return patiently(request);
  }
}

function toDetail(err: unknown): string {
  return err instanceof ApiError ? (err.detail ?? err.message) : String(err);
}

function ignoreMissing(err: unknown): void {
  if (!(err instanceof ApiError && err.status === 404)) throw err;
}
