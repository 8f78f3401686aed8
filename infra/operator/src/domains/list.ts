import type { Db } from "@shunt/db";
import { listAllDomains } from "@shunt/management/operator";
import { defineCommand, fine } from "../command.ts";
import { withDb } from "../connect.ts";
import { countOf } from "../count-of.ts";
import { json } from "../json-option.ts";
import { toTable } from "../table.ts";

const pageSize = 500;

type Domain = Awaited<ReturnType<typeof listAllDomains>>[number];

export const list = defineCommand({
  summary: "lists verified domains by host",
  help: `
Lists the verified domains of all workspaces, by host, with their number of links. Reads DATABASE_URL.

  --search <text>   only domains with the text in their host, in the name of their workspace or in the address of its account
  --json            a line for each domain: {"host","workspace_id","workspace_name","owner_email","link_count","created_at"}`,
  options: { search: { type: "string" }, json },
  async run(terminal, options) {
    await withDb(async db => {
      for await (const domains of readPages(db, options.search)) {
        const lines = options.json ? domains.map(domain => JSON.stringify(domain)) : toTable(domains.map(toCells));
        for (const line of lines) terminal.print(line);
      }
    });
    return fine;
  },
});

async function* readPages(db: Db, search: string | undefined): AsyncGenerator<Domain[]> {
  let after: string | undefined;
  for (;;) {
    const domains = await listAllDomains(db, { search }, { after, limit: pageSize });
    yield domains;
    after = domains.at(-1)?.host;
    if (domains.length < pageSize) return;
  }
}

function toCells({ host, workspace_name, owner_email, link_count, created_at }: Domain): string[] {
  return [host, owner_email ?? workspace_name, created_at.slice(0, 10), countOf(link_count, "link")];
}
