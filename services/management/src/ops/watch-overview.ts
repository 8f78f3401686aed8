import type { Response } from "express";
import { streamEvents } from "../http/index.ts";
import type { OpsDeps } from "./deps.ts";

/**
 * Sends the history, then the overview every two seconds, as server-sent events.
 *
 * @param mayGoOn checked before each event, so that clients who lose access receive nothing more
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
