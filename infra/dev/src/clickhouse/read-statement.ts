import type { IncomingMessage } from "node:http";
import { buffer } from "node:stream/consumers";

/** A statement as a client sends it to the HTTP interface of ClickHouse: https://clickhouse.com/docs/interfaces/http */
export interface Statement {
  sql: string;
  /** Empty if the client names none. */
  id: string;
  database: string;
  format: string;
  settings: Readonly<Record<string, string>>;
  /** Undefined if the statement has none. */
  parameters: Readonly<Record<string, string>> | undefined;
}

const parameterPrefix = "param_";
const ofRequest = ["query", "query_id", "database", "default_format", "user", "password", "role", "session_id"];
/** Of the HTTP interface only; the engine does not know them. */
const ofInterface = [
  "wait_end_of_query",
  "buffer_size",
  "send_progress_in_http_headers",
  "http_headers_progress_interval_ms",
  "enable_http_compression",
];
const ignored: ReadonlySet<string> = new Set([...ofRequest, ...ofInterface]);

export async function readStatement(request: IncomingMessage): Promise<Statement> {
  const { searchParams } = new URL(request.url ?? "/", "http://localhost");
  const body = await buffer(request);
  const type = request.headers["content-type"] ?? "";
  const isForm = type.startsWith("multipart/form-data");
  const fields = new Map(searchParams);
  if (isForm) for (const [name, value] of await readForm(type, body)) fields.set(name, value);
  const given = fields.get("query") ?? "";
  const sql = isForm ? given : [given, body.toString()].filter(part => part !== "").join("\n");
  const of = (isWanted: (name: string) => boolean) => [...fields].filter(([name]) => isWanted(name));
  const parameters = of(name => name.startsWith(parameterPrefix)).map(([name, value]) => [
    name.slice(parameterPrefix.length),
    value,
  ]);
  return {
    sql,
    id: fields.get("query_id") ?? "",
    database: fields.get("database") || "default",
    format: fields.get("default_format") || "TabSeparated",
    settings: Object.fromEntries(of(name => !name.startsWith(parameterPrefix) && !ignored.has(name))),
    parameters: parameters.length > 0 ? Object.fromEntries(parameters) : undefined,
  };
}

async function readForm(type: string, body: Buffer): Promise<[string, string][]> {
  const form = await new Response(new Uint8Array(body), { headers: { "content-type": type } }).formData();
  return [...form].map(([name, value]) => [name, String(value)]);
}
