import type { Link } from "@shunt/contracts/links";
import { Ban, CircleAlert, Lock, Unlink } from "lucide-react";
import { memo } from "react";
import { useMessages } from "../messages/catalogue.ts";
import { formatDateTime, formatNumber, formatRelative } from "../messages/format.ts";
import { Badge } from "../ui/page.tsx";
import { type Mark, type StateName, toMarks, toStateName } from "./link-marks.ts";
import type { Messages } from "./messages/en.ts";
import { linksMessages } from "./messages/index.ts";
import type { RowActions } from "./row-actions.ts";
import { Sparkline } from "./sparkline.tsx";

const tones = {
  active: "ok",
  scheduled: "accent",
  expired: "plain",
  usedUp: "plain",
  inactive: "plain",
  blocked: "act",
  archived: "plain",
} as const satisfies Record<StateName, string>;
const marks = {
  broken: {
    icon: Unlink,
    color: "text-act",
    about: ({ health }: Link, t: Messages) => t.broken(health?.status === "broken" ? health.reason : null),
  },
  unsafe: {
    icon: CircleAlert,
    color: "text-watch",
    about: ({ unsafe_reason }: Link, t: Messages) => unsafe_reason ?? t.unsafe,
  },
  locked: { icon: Lock, color: "text-quiet", about: (_: Link, t: Messages) => t.locked },
} as const satisfies Record<Mark, unknown>;
const maxTags = 2;

/** The state of a link in a word, with marks for what else people should notice. */
export function States({ link }: { link: Link }) {
  const t = useMessages(linksMessages);
  const name = toStateName(link);
  const reason = name === "blocked" ? link.blocked_reason : null;
  return (
    <span className="flex flex-wrap items-center gap-1" data-tooltip={reason ?? undefined}>
      <Badge tone={tones[name]}>
        {name === "blocked" && <Ban size={12} aria-hidden />}
        {t.states[name]}
      </Badge>
      {reason !== null && <span className="sr-only">{reason}</span>}
      {toMarks(link).map(mark => {
        const { icon: Icon, color, about } = marks[mark];
        return (
          <span key={mark} data-tooltip={about(link, t)} className={color}>
            <Icon size={16} aria-hidden />
            <span className="sr-only">{about(link, t)}</span>
          </span>
        );
      })}
    </span>
  );
}

/** The first tags of a link, and how many more there are. A press on one shows all links with it. */
export function Tags({ tags, actions }: { tags: readonly string[]; actions: RowActions }) {
  const t = useMessages(linksMessages);
  const more = tags.slice(maxTags);
  return (
    <span className="flex min-w-0 items-center gap-1">
      {tags.slice(0, maxTags).map(tag => (
        <button
          key={tag}
          type="button"
          aria-label={t.showTag(tag)}
          onClick={() => actions.showTag(tag)}
          className="min-w-10 shrink cursor-pointer truncate rounded-md bg-sunken px-1.5 py-0.5 text-sm text-quiet hover:text-text"
        >
          {tag}
        </button>
      ))}
      {more.length > 0 && (
        <span className="shrink-0 text-sm text-quiet" data-tooltip={more.join(", ")}>
          +{formatNumber(more.length)}
          <span className="sr-only">{more.join(", ")}</span>
        </span>
      )}
    </span>
  );
}

/** The folder of a link. A press on it shows all links in it. */
export function Folder({ folder, actions }: { folder: string | null; actions: RowActions }) {
  const t = useMessages(linksMessages);
  if (folder === null) return null;
  return (
    <button
      type="button"
      aria-label={t.showFolder(folder)}
      onClick={() => actions.showFolder(folder)}
      className="max-w-full cursor-pointer truncate rounded-md text-left text-sm text-quiet hover:text-text hover:underline"
    >
      {folder}
    </button>
  );
}

/** Clicks in all, and those of the last days as a line. */
export function Clicks({ count, points }: { count: number; points: readonly number[] | undefined }) {
  const t = useMessages(linksMessages);
  return (
    <span className="flex items-center justify-end gap-2.5">
      <Sparkline points={points} />
      <data value={count} className="min-w-12 text-right font-medium">
        {formatNumber(count)}
        <span className="sr-only"> {t.clicksWord(count)}</span>
      </data>
    </span>
  );
}

/** How long ago something was; the exact time shows on hover. */
export const Since = memo(({ instant }: { instant: string }) => (
  <time dateTime={instant} data-tooltip={formatDateTime(instant)} className="text-sm whitespace-nowrap text-quiet">
    {formatRelative(instant)}
  </time>
));
