import type { Response } from "express";
import { streamEvents } from "../http/index.ts";
import type { OpsDeps } from "./deps.ts";

/**
 * Sends what has been, and then how everything is doing every two seconds, as server-sent events, until the client goes away.
 *
 * @param mayGoOn asked each time, so that whoever has lost the right to see sees no more
 * @throws LaneFull, before anything is sent
 */
export async function watchOverview(
  context: Pick<OpsDeps, "overview" | "lanes" | "accessChanges" | "log">,
  userId: string,
  mayGoOn: () => Promise<boolean>,
  res: Response,
): Promise<void> {
  const { overview } = context;
  await streamEvents(context, { userId, mayGoOn }, res, stream => {
    stream.send("history", overview.history());
    return overview.watch({
      onOverview(now) {
        void mayGoOn().then(may => (may ? stream.send("overview", now) : stream.end()));
      },
      onEnd: stream.end,
    });
  });
}
