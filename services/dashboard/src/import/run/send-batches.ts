import { ApiError } from "@shunt/contracts/client";
import type { DateOrder, ImportResults } from "@shunt/contracts/links";
import { api } from "../../api/client.ts";
import { translate } from "../../api/translate.ts";
import { patiently, toBatchSize } from "../../links/bulk/send-rows.ts";
import type { WorkspaceChoice } from "../../workspaces/new-link-workspace.ts";

export interface RowProblem {
  detail: string;
  /** The fields of the row that the problem is about, each with what it requires. */
  errors: readonly { field: string; detail: string }[];
}

interface Sending {
  isDryRun: boolean;
  dateOrder: DateOrder | undefined;
  workspace: WorkspaceChoice["request"];
  signal: AbortSignal;
  toCsv: (rows: readonly number[]) => string;
  /** @param problems by row; the other rows of the batch succeeded */
  onBatch: (rows: readonly number[], problems: ReadonlyMap<number, RowProblem>, results: ImportResults) => void;
}

/** The batch whose answer was lost. Sent again under the same key, it creates no link twice. */
let unanswered: { request: string; key: string } | undefined;

/**
 * Sends rows in batches, one after the other.
 *
 * @throws ApiError or TypeError for a batch that got no results; it and the rows after it were not imported
 */
export async function sendBatches(
  rows: readonly number[],
  { isDryRun, dateOrder, workspace, signal, toCsv, onBatch }: Sending,
): Promise<void> {
  const size = toBatchSize(rows.length);
  const query = { ...workspace, ...(dateOrder && { date_order: dateOrder }) };
  for (let from = 0; from < rows.length && !signal.aborted; from += size) {
    const batch = rows.slice(from, from + size);
    const csv = toCsv(batch);
    const body = new TextEncoder().encode(csv);
    const results = isDryRun
      ? await patiently(() => api.importLinks({ query: { ...query, dry_run: "true" }, body, signal }))
      : await sendOnce(JSON.stringify([query, csv]), idempotencyKey =>
          patiently(() => api.importLinks({ query, body, idempotencyKey })),
        );
    onBatch(batch, await toProblems(batch, results), results);
  }
}

async function sendOnce<T>(request: string, send: (key: string) => Promise<T>): Promise<T> {
  const key = unanswered?.request === request ? unanswered.key : toRandomKey();
  unanswered = { request, key };
  try {
    const answer = await send(key);
    unanswered = undefined;
    return answer;
  } catch (err) {
    // A refusal is an answer: the rows can be sent anew.
    if (err instanceof ApiError && err.status < 500) unanswered = undefined;
    throw err;
  }
}

async function toProblems(batch: readonly number[], { results }: ImportResults): Promise<Map<number, RowProblem>> {
  const entries = results.map(async ({ problem }, i): Promise<[number, RowProblem][]> => {
    if (!problem) return [];
    const { detail = problem.detail, errors = [] } = await translate(problem);
    const details = errors.map(({ pointer, detail: text }) => ({ field: pointer.split("/")[1] ?? "", detail: text }));
    return [[batch[i] as number, { detail, errors: details }]];
  });
  return new Map((await Promise.all(entries)).flat());
}

/** `crypto.randomUUID` exists over HTTPS and on localhost only. */
function toRandomKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, "0")).join("");
}
