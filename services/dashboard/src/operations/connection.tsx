import { useEffect, useState } from "react";
import { useMessages } from "../messages/catalogue.ts";
import { formatAge } from "./format.ts";
import { operationsMessages } from "./messages/index.ts";

/** The server sends an event every two seconds. */
const silentAfterMs = 8_000;

/** Says whether the numbers are of this moment, or how old they are. */
export function Connection({ receivedAt }: { receivedAt: number | undefined }) {
  const t = useMessages(operationsMessages);
  const age = useNow() - (receivedAt ?? 0);
  const isLive = receivedAt !== undefined && age < silentAfterMs;
  const text = receivedAt === undefined ? t.connecting : isLive ? t.live : t.noNews(formatAge(age / 1_000));
  return (
    <p className={`flex items-center gap-2 text-sm font-medium ${isLive ? "text-ok" : "text-watch"}`}>
      <span className={`size-2.5 rounded-full ${isLive ? "animate-pulse bg-ok" : "bg-watch"}`} aria-hidden />
      {text}
    </p>
  );
}

function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
