import { Readable } from "node:stream";
import { type ClickHouseClient, ClickHouseLogLevel, createClient } from "@clickhouse/client";
import { toFailure, toInsertFailure } from "./clickhouse-failure.ts";

export interface ClickHouseOptions {
  /** `http://user:password@host:8123/database` */
  url: string;
  /** Shown in `system.processes` and in the log of queries. */
  applicationName: string;
  /** Requests that run in parallel; more wait (default 10). */
  maxConnections?: number;
  /** Longer statements are cancelled (ms, default 10,000). */
  timeoutMs?: number;
}

/** Values by the names in `{name:Type}`. */
export type Parameters = Readonly<Record<string, unknown>>;

export interface QueryOptions {
  /** Ends the request, and so the statement. */
  signal?: AbortSignal | undefined;
}

export interface InsertOptions {
  columns: readonly [string, ...string[]];
  /**
   * Name of the insert: a second one with this name adds nothing to the table, nor to tables that its views fill, while the name
   * is among their latest 100,000 inserts in each partition.
   */
  token: string;
}

/** @throws ClickHouseFailure if ClickHouse or the connection to it fails */
export interface ClickHouse {
  /** Returns the rows of a SELECT. 64-bit integers are numbers, as values stay below 2^53. */
  query<Row>(sql: string, parameters?: Parameters, options?: QueryOptions): Promise<Row[]>;
  /** Yields the rows of a SELECT in chunks, without keeping all in memory. */
  stream<Row>(sql: string, parameters?: Parameters, options?: QueryOptions): AsyncIterable<Row[]>;
  /** Runs a statement without a result, to its end on the server. */
  run(sql: string, parameters?: Parameters): Promise<void>;
  /** Inserts rows in the format TabSeparated, once for each token. They are on disk once it resolves. */
  insert(table: string, rows: string | Buffer, options: InsertOptions): Promise<void>;
  close(): Promise<void>;
}

/** A lost response to a small statement should show before the caller's own limit. */
const graceMs = 500;

/** Connects at the first statement. */
export function createClickHouse(options: ClickHouseOptions): ClickHouse {
  const { timeoutMs = 10_000, maxConnections = 10 } = options;
  const client = createClient({
    url: options.url,
    application: options.applicationName,
    request_timeout: timeoutMs + graceMs,
    max_open_connections: maxConnections,
    use_multipart_params_auto: true,
    // Callers report errors.
    log: { level: ClickHouseLogLevel.OFF },
    clickhouse_settings: {
      max_execution_time: Math.ceil(timeoutMs / 1_000),
      output_format_json_quote_64bit_integers: 0,
      // A statement whose client has gone would run on.
      cancel_http_readonly_queries_on_client_close: 1,
    },
  });
  return {
    query: <Row>(sql: string, parameters: Parameters = {}, { signal }: QueryOptions = {}) =>
      client
        .query({ query: sql, format: "JSONEachRow", ...toRequest(parameters, signal) })
        .then(result => result.json<Row>())
        .catch(rethrow),
    async *stream<Row>(sql: string, parameters: Parameters = {}, { signal }: QueryOptions = {}) {
      try {
        const result = await client.query({ query: sql, format: "JSONEachRow", ...toRequest(parameters, signal) });
        for await (const rows of result.stream<Row>()) yield rows.map(row => row.json());
      } catch (err) {
        rethrow(err);
      }
    },
    async run(sql, parameters = {}) {
      await client.command({ query: sql, ...toRequest(parameters) }).catch(rethrow);
    },
    insert: (table, rows, insert) => insertRows(client, table, rows, insert),
    close: () => client.close(),
  };
}

function rethrow(err: unknown): never {
  throw toFailure(err);
}

function toRequest(parameters: Parameters, signal?: AbortSignal) {
  return { query_params: { ...parameters }, ...(signal && { abort_signal: signal }) };
}

async function insertRows(
  client: ClickHouseClient,
  table: string,
  rows: string | Buffer,
  { columns: [first, ...others], token }: InsertOptions,
): Promise<void> {
  const inserting = client.insert({
    table,
    columns: [first, ...others],
    format: "TabSeparated",
    // A second insert is refused while the first one runs, whose client may be gone.
    query_id: `${table}:${token}`,
    values: Readable.from([typeof rows === "string" ? Buffer.from(rows) : rows], { objectMode: false }),
    clickhouse_settings: {
      insert_deduplicate: 1,
      insert_deduplication_token: token,
      deduplicate_blocks_in_dependent_materialized_views: 1,
      async_insert: 0,
      // The token counts for each block, so that all rows must be one.
      max_insert_block_size: "10000000",
      input_format_parallel_parsing: 0,
      max_insert_threads: "1",
      // For clicks of several years in one insert.
      max_partitions_per_insert_block: "1000",
      parallel_view_processing: 0,
      wait_end_of_query: 1,
      // On a cluster, the rows are on most replicas.
      insert_quorum: "auto",
    },
  });
  await inserting.catch(err => {
    throw toInsertFailure(err, { table, token });
  });
}
