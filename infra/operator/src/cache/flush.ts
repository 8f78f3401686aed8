import { flushCaches } from "@shunt/cache";
import { defineCommand, fine } from "../command.ts";
import { withCache } from "../connect.ts";
import { json } from "../json-option.ts";

export const flush = defineCommand({
  summary: "makes Redis and all pods forget what they know of links and domains",
  help: `
Makes void what Redis knows of links and domains, and has every pod ask anew for what it keeps in memory: at once for links,
within two seconds for domains. Nothing else in Redis is touched. Visitors notice nothing; Postgres is asked once for each
link that is clicked. Reads REDIS_CACHE_URL or REDIS_URL.

  --json   {"flushed": number}`,
  options: { json },
  async run(terminal, options) {
    const flushed = await withCache(redis =>
      flushCaches(redis, count => terminal.progress(`${count.toLocaleString("en")} …`)),
    );
    if (options.json) terminal.print(JSON.stringify({ flushed }));
    else terminal.print(`${flushed.toLocaleString("en")} links and domains flushed; the pods have been told`);
    return fine;
  },
});
