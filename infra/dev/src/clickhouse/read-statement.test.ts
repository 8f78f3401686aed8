import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { readStatement, type Statement } from "./read-statement.ts";

async function send(query: string, body?: string | FormData): Promise<Statement> {
  const { promise, resolve, reject } = Promise.withResolvers<Statement>();
  const server = createServer((request, response) => {
    readStatement(request).then(resolve, reject);
    response.end();
  });
  onTestFinished(() => void server.close());
  await new Promise<void>(done => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  await fetch(`http://127.0.0.1:${port}/?${query}`, { method: "POST", ...(body && { body }) });
  return promise;
}

test("a statement in the body has parameters and settings from the address", async () => {
  const statement = await send(
    "query_id=one&database=clicks&param_code=a%5Ctb&max_threads=1&wait_end_of_query=1",
    "select {code:String}",
  );

  expect(statement).toEqual({
    sql: "select {code:String}",
    id: "one",
    database: "clicks",
    format: "TabSeparated",
    settings: { max_threads: "1" },
    parameters: { code: "a\\tb" },
  });
});

test("an insert has its statement in the address and its rows in the body", async () => {
  const { sql, database, parameters } = await send("query=INSERT+INTO+t+FORMAT+TSV", "1\ta\n2\tb\n");

  expect({ sql, database, parameters }).toEqual({
    sql: "INSERT INTO t FORMAT TSV\n1\ta\n2\tb\n",
    database: "default",
    parameters: undefined,
  });
});

test("a form has the statement and its parameters as fields", async () => {
  const form = new FormData();
  form.set("query", "select {ids:Array(UUID)}");
  form.set("param_ids", "['0', '1']");

  const { sql, parameters } = await send("database=clicks", form);

  expect({ sql, parameters }).toEqual({ sql: "select {ids:Array(UUID)}", parameters: { ids: "['0', '1']" } });
});
