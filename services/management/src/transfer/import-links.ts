import { setImmediate } from "node:timers/promises";
import { CreateLink, type ImportQuery, type ImportResults } from "@shunt/contracts/links";
import { Problem } from "@shunt/contracts/problem";
import type { Caller } from "../access/index.ts";
import { boundProblems, createInBatches, type LinksDeps, toCreateResult, tryParse } from "../links/index.ts";
import type { ParsedFile } from "./parse-file.ts";
import type { ImportRow } from "./to-import-row.ts";

/** Rows that are checked before other requests are answered in between. */
const rowsAtOnce = 200;

/**
 * Makes a link from each valid row of a file. Returns a result for each row, in order.
 *
 * @param dry_run checks every row and changes nothing
 * @param signal once it has aborted, no further rows are made
 */
export async function importLinks(
  context: LinksDeps,
  actor: Caller,
  file: ParsedFile,
  { dry_run, signal }: Pick<ImportQuery, "dry_run"> & { signal: AbortSignal },
): Promise<ImportResults> {
  const { encoding, skippedColumns, rows } = file;
  const hosts = await findOwnHosts(context, actor, rows);
  const inputs: (CreateLink | Problem)[] = [];
  for (const [i, { row }] of rows.entries()) {
    if (i % rowsAtOnce === 0) await setImmediate();
    inputs.push(row instanceof Problem ? row : tryParse(CreateLink, toFields(row, hosts)));
  }
  const made = await createInBatches(context, actor, inputs, { signal, isDryRun: dry_run, mayBeExpired: true });
  const results = made.map((result, i) => {
    const { id, short_code, domain, short_url, ...outcome } = toCreateResult(result, context);
    const { line } = rows[i] as { line: number };
    // A dry run makes no id, and a random code would be another one the next time.
    return dry_run ? { line, ...outcome } : { line, ...outcome, ...(id && { id, short_code, domain, short_url }) };
  });
  const failed = results.filter(({ problem }) => problem !== undefined).length;
  return {
    dry_run,
    encoding,
    skipped_columns: [...skippedColumns],
    unmatched_domains: toFormerHosts(rows).filter(host => !hosts.has(host)),
    succeeded: results.length - failed,
    failed,
    results: boundProblems(results),
  };
}

/** By the host that a short URL had: the domain to make the link on, null for that of BASE_URL. */
async function findOwnHosts(
  { config, findDomains }: LinksDeps,
  { workspaceId }: Caller,
  rows: ParsedFile["rows"],
): Promise<ReadonlyMap<string, string | null>> {
  const hosts = toFormerHosts(rows);
  const own = hosts.length > 0 ? await findDomains({ workspaceId, hosts }) : [];
  return new Map([
    [new URL(config.baseUrl).hostname, null],
    ...own.flatMap(({ host }): [string, string][] => (host === null ? [] : [[host, host]])),
  ]);
}

function toFormerHosts(rows: ParsedFile["rows"]): string[] {
  return [...new Set(rows.flatMap(({ row }) => (row instanceof Problem ? [] : (row.formerHost ?? []))))];
}

/** What the file says of the domain goes before what its short URL says. A host that is not the owner's says nothing. */
function toFields(
  { fields, formerHost }: ImportRow,
  hosts: ReadonlyMap<string, string | null>,
): Record<string, unknown> {
  const domain = formerHost === undefined ? undefined : hosts.get(formerHost);
  return { ...(domain !== undefined && { domain }), ...fields };
}
