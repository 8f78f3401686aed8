import { setImmediate } from "node:timers/promises";
import { ImportedLink, type ImportQuery, type ImportResults, parseShortUrl } from "@shunt/contracts/links";
import { Problem } from "@shunt/contracts/problem";
import type { Caller } from "../access/index.ts";
import { boundProblems, createInBatches, type LinksDeps, toCreateResult, tryParse } from "../links/index.ts";
import { type ParsedFile, rowsPerTurn } from "./parse-file.ts";
import type { ImportRow } from "./to-import-row.ts";

/**
 * Returns one result per row, in order.
 *
 * @param signal after it aborts, no further links are created
 */
export async function importLinks(
  context: LinksDeps,
  actor: Caller,
  file: ParsedFile,
  { dry_run, signal }: Pick<ImportQuery, "dry_run"> & { signal: AbortSignal },
): Promise<ImportResults> {
  const { encoding, skippedColumns, rows } = file;
  const hosts = await findOwnHosts(context, actor, rows);
  const inputs: (ImportedLink | Problem)[] = [];
  for (const [i, { row }] of rows.entries()) {
    if (i % rowsPerTurn === 0) await setImmediate();
    inputs.push(row instanceof Problem ? row : tryParse(ImportedLink, toFields(row, hosts)));
  }
  const created = await createInBatches(context, actor, inputs, { signal, isDryRun: dry_run, isImport: true });
  const results = created.map((result, i) => {
    const { id, short_code, domain, short_url, ...outcome } = toCreateResult(result, context);
    const { line } = rows[i] as { line: number };
    // A dry run has no lasting id, and an import would draw another random code.
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

/** By former host; null means the shared domain (BASE_URL). */
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
  const hosts = rows.flatMap(({ row }) =>
    row instanceof Problem ? [] : [row.formerHost, ...row.otherCodes.map(code => parseShortUrl(code)?.host)],
  );
  return [...new Set(hosts.filter(host => host !== undefined))];
}

/** A domain column takes precedence. Hosts that are not the owner's are ignored: their further codes go to the link's domain. */
function toFields(
  { fields, formerHost, otherCodes }: ImportRow,
  hosts: ReadonlyMap<string, string | null>,
): Record<string, unknown> {
  const domain = formerHost === undefined ? undefined : hosts.get(formerHost);
  const other_codes = otherCodes.map(given => {
    const shortUrl = parseShortUrl(given);
    return shortUrl && !hosts.has(shortUrl.host) ? (shortUrl.code ?? given) : given;
  });
  return { ...(domain !== undefined && { domain }), ...(other_codes.length > 0 && { other_codes }), ...fields };
}
