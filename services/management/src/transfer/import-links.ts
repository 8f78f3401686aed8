import { type ImportQuery, type ImportResults, refuseField } from "@shunt/contracts";
import type { Actor, Context } from "../context.ts";
import { createInBatches } from "../links/create-in-batches.ts";
import { toCreateResult } from "../links/row-result.ts";
import { readCsv } from "./read-csv.ts";

/**
 * Makes a link of each row that can be one, and tells of each what became of it, or would.
 *
 * @throws Problem "validation-failed" when the file as a whole is none
 */
export async function importLinks(
  context: Context,
  actor: Actor,
  csv: Uint8Array,
  { dry_run }: ImportQuery,
): Promise<ImportResults> {
  const rows = readCsv(decode(csv));
  const inputs = rows.map(({ input }) => input);
  const made = await createInBatches(context, actor, inputs, { isDryRun: dry_run });
  const results = made.map((result, i) => {
    const { id, short_code, short_url, ...told } = toCreateResult(result, context);
    const { line } = rows[i] as { line: number };
    // What would have been made has no id, nor a code that anybody would get.
    return dry_run ? { line, ...told } : { line, ...told, ...(id && { id, short_code, short_url }) };
  });
  const failed = results.filter(({ problem }) => problem !== undefined).length;
  return { dry_run, succeeded: results.length - failed, failed, results };
}

function decode(csv: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(csv);
  } catch {
    throw refuseField("", "is not valid UTF-8");
  }
}
