import type { OpsOverview } from "@shunt/contracts/admin";
import { useEffect, useState } from "react";
import { openOpsSession } from "../api/ops-session.ts";
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
    void openOpsSession(controller.signal);
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
