import type { ClickEvent } from "@shunt/contracts/analytics";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { followStream } from "../../api/stream.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { analyticsMessages } from "../messages/index.ts";
import type { ClickScope } from "../queries.ts";
import { toCountryName } from "../value-label.ts";
import { ClickTable } from "./click-table.tsx";

const keptClicks = 100;
/** Least pause between two refreshes of the numbers, and between two announcements. */
const pauseMs = 3_000;

interface LiveClicksProps {
  scope: ClickScope;
  showsLink: boolean;
  hasBots: boolean;
}

/** Clicks as they happen. Numbers of the page follow them; screen readers get a summary every few seconds. */
export function LiveClicks({ scope, showsLink, hasBots }: LiveClicksProps) {
  const t = useMessages(analyticsMessages);
  const queryClient = useQueryClient();
  const [clicks, setClicks] = useState<readonly ClickEvent[]>([]);
  const [news, setNews] = useState<{ count: number; last: ClickEvent }>();
  // Clicks before the stream opens are not in it.
  const [isOpen, setOpen] = useState(false);
  const unsaid = useRef(0);
  const query = toStreamQuery(scope, hasBots);
  useEffect(() => {
    const controller = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const settle = (last: ClickEvent) => {
      timer ??= setTimeout(() => {
        timer = undefined;
        setNews({ count: unsaid.current, last });
        unsaid.current = 0;
        void queryClient.invalidateQueries({ queryKey: ["clicks", "series"] });
        void queryClient.invalidateQueries({ queryKey: ["clicks", "breakdown"] });
      }, pauseMs);
    };
    void followStream(`/api/v1/analytics/live?${query}`, {
      signal: controller.signal,
      onOpen: () => setOpen(true),
      onEvent: ({ event, data }) => {
        if (event !== "click") return;
        const click: ClickEvent = JSON.parse(data);
        setClicks(before => [click, ...before].slice(0, keptClicks));
        unsaid.current++;
        settle(click);
      },
    });
    return () => {
      controller.abort();
      clearTimeout(timer);
    };
  }, [query, queryClient]);
  return (
    <>
      <p role="status" className="sr-only">
        {news && t.liveNews(news.count, news.last.country && toCountryName(news.last.country))}
      </p>
      {clicks.length === 0 ? (
        <p className="flex items-center justify-center gap-3 px-5 py-14 text-quiet">
          <span className="size-2.5 shrink-0 animate-pulse rounded-full bg-ok" aria-hidden />
          {isOpen ? t.liveWaiting : t.liveConnecting}
        </p>
      ) : (
        <ClickTable clicks={clicks} showsLink={showsLink} />
      )}
    </>
  );
}

function toStreamQuery({ link = [], tag = [], folder, domain }: ClickScope, hasBots: boolean): string {
  const entries = [
    ...link.map(each => ["link", each]),
    ...tag.map(each => ["tag", each]),
    ...(folder === undefined ? [] : [["folder", folder]]),
    ...(domain === undefined ? [] : [["domain", domain]]),
    ...(hasBots ? [["include_bots", "true"]] : []),
  ];
  return new URLSearchParams(entries).toString();
}
