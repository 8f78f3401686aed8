import { useQuery } from "@tanstack/react-query";
import { ArrowUpRight, Check, X } from "lucide-react";
import { type ReactNode, useState } from "react";
import { queryClient } from "../api/query-client.ts";
import { useMessages } from "../messages/catalogue.ts";
import { ButtonLink, IconButton, toButtonClass } from "../ui/button.tsx";
import { toShortName } from "../ui/short-name.ts";
import { overviewMessages } from "./messages/index.ts";
import { firstClickQuery, newestLinksQuery } from "./queries.ts";

const hiddenKey = "shunt-guide-hidden";

/**
 * Returns whether a new account needs the guide, and `undefined` while that is not known. The first answer stays until the
 * page is left: what is below the guide moves neither when the first click is counted nor when a late answer comes.
 */
export function useGuideIsNeeded(): boolean | undefined {
  const [isNeeded, setNeeded] = useState(() => (localStorage.getItem(hiddenKey) === null ? undefined : false));
  const isUndecided = isNeeded === undefined;
  const newest = useQuery({ ...newestLinksQuery, enabled: isUndecided });
  const firstClick = useQuery({ ...firstClickQuery, enabled: isUndecided });
  if (isUndecided && !newest.isPending && !firstClick.isPending)
    setNeeded(firstClick.isSuccess && !firstClick.data.items[0]?.click_count);
  return isNeeded;
}

/** Asks for what decides whether the guide is needed. */
export function prefetchGuide() {
  void queryClient.prefetchQuery(newestLinksQuery);
  if (localStorage.getItem(hiddenKey) === null) void queryClient.prefetchQuery(firstClickQuery);
}

/** Leads a new account from its first link to its first number. */
export function FirstRunGuide() {
  const t = useMessages(overviewMessages);
  const [isHidden, setHidden] = useState(false);
  const newest = useQuery({ ...newestLinksQuery, enabled: !isHidden }).data?.items[0];
  const clicked = useQuery({ ...firstClickQuery, enabled: !isHidden }).data?.items[0];
  if (isHidden) return null;
  const clicks = clicked?.click_count ?? 0;
  const hide = () => {
    localStorage.setItem(hiddenKey, "1");
    setHidden(true);
  };
  return (
    <section aria-label={t.guide} className="@container rounded-2xl border border-accent bg-accent-soft p-5">
      <div className="flex items-start justify-between gap-3">
        <h2 className="text-base">{t.guide}</h2>
        <IconButton label={t.guideHide} icon={<X size={18} />} onPress={hide} />
      </div>
      <ol className="mt-2 grid gap-3 @tablet:grid-cols-3">
        <Step number={1} title={t.guideCreate} isDone={newest !== undefined}>
          {newest === undefined ? (
            t.guideCreateAbout
          ) : (
            <span className="wrap-anywhere">{toShortName(newest.short_url)}</span>
          )}
        </Step>
        <Step number={2} title={t.guideClick} isDone={clicks > 0}>
          <p>{t.guideClickAbout}</p>
          {newest && clicks === 0 && (
            <a
              href={newest.short_url}
              target="_blank"
              rel="noreferrer"
              className={`${toButtonClass({ size: "small" })} max-w-full`}
            >
              <span className="truncate">{t.openLink(toShortName(newest.short_url))}</span>
              <ArrowUpRight size={16} className="shrink-0" aria-hidden />
            </a>
          )}
        </Step>
        <Step number={3} title={t.guideSee} isDone={clicks > 0}>
          <p aria-live="polite">{clicks > 0 ? t.guideSeen(clicks) : t.guideSeeAbout}</p>
          {clicks > 0 && clicked && (
            <>
              <ButtonLink to="/links/$id" params={{ id: clicked.id }} size="small">
                {t.showNumbers}
              </ButtonLink>
              <p>{t.guideFurther}</p>
              <p className="flex flex-wrap gap-2">
                <ButtonLink to="/domains" size="small">
                  {t.toDomains}
                </ButtonLink>
                <ButtonLink to="/developers" size="small">
                  {t.toDevelopers}
                </ButtonLink>
              </p>
            </>
          )}
        </Step>
      </ol>
    </section>
  );
}

function Step({
  number,
  title,
  isDone,
  children,
}: {
  number: number;
  title: string;
  isDone: boolean;
  children: ReactNode;
}) {
  const t = useMessages(overviewMessages);
  return (
    <li className="flex min-w-0 gap-3 rounded-xl bg-card p-4">
      <span
        aria-hidden
        className={`flex size-7 shrink-0 items-center justify-center rounded-full text-sm font-medium ${isDone ? "bg-ok-soft text-ok" : "bg-accent-soft text-accent"}`}
      >
        {isDone ? <Check size={16} /> : number}
      </span>
      <div className="flex min-w-0 flex-col items-start gap-2 text-sm text-quiet">
        <h3 className="text-base text-text">
          {isDone ? <span className="sr-only">{t.guideDone(title)}</span> : title}
          {isDone && <span aria-hidden>{title}</span>}
        </h3>
        {children}
      </div>
    </li>
  );
}
