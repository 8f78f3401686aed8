import { flushCaches } from "@shunt/cache";
import { defineCommand, fine } from "../command.ts";
import { withCache } from "../connect.ts";
import { countOf } from "../count-of.ts";
import { json } from "../json-option.ts";

export const flush = defineCommand({
  summary: "discards cached links and domains in Redis and all redirects",
  help: `
Invalidates the links and domains in Redis, and makes every redirect look them up again: links at once, domains within two seconds.
Other data in Redis stays. Visitors notice nothing; Postgres gets one query for each link that is clicked.
Reads REDIS_CACHE_URL or REDIS_URL.

  --json   {"flushed": number}`,
  options: { json },
  async run(terminal, options) {
    const flushed = await withCache(redis =>
      flushCaches(redis, count => terminal.progress(`${count.toLocaleString("en")} …`)),
    );
    if (options.json) terminal.print(JSON.stringify({ flushed }));
    else
      terminal.print(
        `${countOf(flushed, "entry", "entries")} of links and domains flushed; the redirects are notified`,
      );
    return fine;
  },
});
