import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { loadChdb } from "./chdb.ts";
import { isAllowed } from "./is-allowed.ts";
import { readStatement } from "./read-statement.ts";
import { createSessionPool } from "./session-pool.ts";

/**
 * The HTTP interface of ClickHouse over chdb, as far as the official client needs it, for trying out and for tests. Arguments:
 * directory of the engine, directory for the data, port on this machine. `CLICKHOUSE_PASSWORD` is the password of all
 * users.
 */
const [chdbDir = "", dataDir = "", port = ""] = process.argv.slice(2);
const password = process.env.CLICKHOUSE_PASSWORD ?? "";
/** Lists of links may be a part of the address. */
const maxHeaderSize = 1_048_576;

const run = createSessionPool(loadChdb(chdbDir, dataDir));
const server = createServer({ maxHeaderSize, keepAliveTimeout: 60_000 }, (request, response) => {
  answer(request, response).catch((err: Error) => fail(response, err));
});
server.listen(Number(port), "127.0.0.1");
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => process.exit(0));

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.url === "/ping") return void response.end("Ok.\n");
  if (!isAllowed(request.headers, password)) {
    response.statusCode = 403;
    return void response.end("Code: 516. DB::Exception: Authentication failed. (AUTHENTICATION_FAILED)\n");
  }
  response.end(await run(await readStatement(request)));
}

function fail(response: ServerResponse, err: Error): void {
  response.statusCode = 500;
  response.end(`${err.message}\n`);
}
