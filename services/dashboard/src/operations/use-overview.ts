import type { OpsOverview } from "@shunt/contracts/admin";
import { useEffect, useState } from "react";
import { api } from "../api/client.ts";
import { followStream } from "../api/stream.ts";
import { addToHistory, type HistoryPoint, toHistory } from "./history.ts";

export interface LiveOverview {
  /** Undefined until the first event. */
  overview?: OpsOverview;
  points: readonly HistoryPoint[];
  /** When this browser received the overview. */
  receivedAt?: number;
}

/** The state of the installation, every two seconds. A hidden page receives nothing. */
export function useOverview(): LiveOverview {
  const [live, setLive] = useState<LiveOverview>({ points: [] });
  useEffect(() => {
    const controller = new AbortController();
    // Without this cookie, the queues ask to sign in, and the page shows nothing while Postgres is away.
    void api.openOpsSession({ signal: controller.signal }).catch(() => undefined);
    void followStream("/api/v1/ops/overview/live", {
      signal: controller.signal,
      fallback: "/ops/live",
      onEvent: ({ event, data }) => {
        if (event === "history") setLive(before => ({ ...before, points: toHistory(JSON.parse(data)) }));
        if (event === "overview") {
          const overview = JSON.parse(data) as OpsOverview;
          setLive(({ points }) => ({ overview, points: addToHistory(points, overview), receivedAt: Date.now() }));
        }
      },
    });
    return () => controller.abort();
  }, []);
  return live;
}
