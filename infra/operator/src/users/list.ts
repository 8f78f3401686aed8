import type { Db } from "@shunt/db";
import { findUsers } from "@shunt/management/operator";
import { defineCommand, fine } from "../command.ts";
import { withDb } from "../connect.ts";
import { countOf } from "../count-of.ts";
import { json } from "../json-option.ts";
import { toTable } from "../table.ts";

const pageSize = 500;

type User = Awaited<ReturnType<typeof findUsers>>[number];

export const list = defineCommand({
  summary: "lists accounts, newest first",
  help: `
Lists accounts, newest first, with their number of links. Reads DATABASE_URL.

  --search <text>   only accounts with the text in their address or name
  --json            a line for each account: {"id","email","full_name","role","is_active","is_verified","created_at","link_count"}`,
  options: { search: { type: "string" }, json },
  async run(terminal, options) {
    await withDb(async db => {
      for await (const users of readPages(db, options.search)) {
        const lines = options.json ? users.map(user => JSON.stringify(user)) : toTable(users.map(toCells));
        for (const line of lines) terminal.print(line);
      }
    });
    return fine;
  },
});

async function* readPages(db: Db, search: string | undefined): AsyncGenerator<User[]> {
  let after: string | undefined;
  for (;;) {
    const users = await findUsers(db, { search }, { after, limit: pageSize });
    yield users;
    after = users.at(-1)?.id;
    if (users.length < pageSize) return;
  }
}

function toCells({ email, role, is_active, is_verified, created_at, link_count }: User): string[] {
  const state = is_active ? (is_verified ? "active" : "unconfirmed") : "disabled";
  return [email, role, state, created_at.toISOString().slice(0, 10), countOf(link_count, "link")];
}
