import type { Domain } from "@shunt/contracts/domains";
import { CircleDashed, LoaderCircle } from "lucide-react";
import { useEffect, useState } from "react";
import { useMessages } from "../../messages/catalogue.ts";
import { formatRelative } from "../../messages/format.ts";
import { Button } from "../../ui/button.tsx";
import { useProblemText } from "../../ui/problem-text.ts";
import { showToast } from "../../ui/toast.ts";
import { storeDomain } from "../domain-cache.ts";
import { domainMessages } from "../messages/index.ts";
import { useDnsCheck } from "./use-dns-check.ts";

/** Checks the record of a domain, and shows when it did and when it will again. */
export function DnsCheck({ domain }: { domain: Domain }) {
  const t = useMessages(domainMessages);
  const toText = useProblemText();
  const [isStarted, setStarted] = useState(false);
  const { verified, reason, error, checkedAt, nextAt, isFetching, check } = useDnsCheck(domain, isStarted);
  const now = useNow(isStarted);
  useEffect(() => {
    if (!verified) return;
    storeDomain(verified);
    showToast({ text: t.verifiedNow(verified.host) });
  }, [verified, t]);
  if (!isStarted) {
    return (
      <div className="flex flex-col items-start gap-2">
        <Button look="primary" onPress={() => setStarted(true)}>
          {t.checkStart}
        </Button>
        <p className="text-sm text-quiet">{t.checkStartAbout}</p>
      </div>
    );
  }
  return (
    <div className="flex flex-wrap items-center gap-3 rounded-xl bg-watch-soft px-4 py-3">
      {isFetching ? (
        <LoaderCircle size={20} className="shrink-0 animate-spin text-watch" aria-hidden />
      ) : (
        <CircleDashed size={20} className="shrink-0 text-watch" aria-hidden />
      )}
      <div className="min-w-0 flex-1 basis-60">
        <p role="status">{error ? toText(error) : (reason ?? t.checking)}</p>
        {checkedAt > 0 && (
          <p className="text-sm text-quiet tabular-nums">
            {t.lastChecked(formatRelative(checkedAt, Math.max(now, checkedAt)))}
            {" · "}
            {isFetching ? t.checking : t.nextCheck(Math.max(0, Math.ceil((nextAt - now) / 1_000)))}
          </p>
        )}
      </div>
      <Button size="small" onPress={() => void check()} isPending={isFetching}>
        {t.checkNow}
      </Button>
    </div>
  );
}

/** The time, once a second. */
function useNow(isRunning: boolean): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (!isRunning) return;
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [isRunning]);
  return now;
}
