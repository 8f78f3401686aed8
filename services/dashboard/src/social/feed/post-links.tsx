import type { PostLink } from "@shunt/contracts/social";
import { Link } from "@tanstack/react-router";
import { ChartColumn, Link2 } from "lucide-react";
import { useMessages } from "../../messages/catalogue.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { toShortName } from "../../ui/short-name.ts";
import { feedMessages } from "./messages/index.ts";
import { withoutScheme } from "./post-text.tsx";

/** The short links of a post: where they lead, a button that copies each, and to the author their clicks. */
export function PostLinks({ links }: { links: readonly PostLink[] }) {
  const t = useMessages(feedMessages);
  return (
    <ul className="flex flex-col divide-y divide-line rounded-xl border border-line">
      {links.map(({ url, short_url, title, clicks }, i) => (
        // The same address may be in a post twice, as two links.
        <li key={`${short_url} ${i}`} className="flex items-center gap-3 py-1.5 pr-1.5 pl-3">
          <Link2 size={18} className="shrink-0 text-quiet" aria-hidden />
          <div className="min-w-0 flex-1">
            <a
              href={short_url}
              target="_blank"
              rel="noreferrer"
              className="block truncate font-medium underline-offset-4 hover:underline"
            >
              {title ?? withoutScheme(url)}
            </a>
            <p className="truncate text-sm text-quiet" data-tooltip={url}>
              {toShortName(short_url)}
            </p>
          </div>
          {clicks !== null && (
            <Link
              to="/links/$id"
              params={{ id: short_url }}
              title={t.statistics(toShortName(short_url))}
              className="flex shrink-0 items-center gap-1.5 rounded-lg px-2 py-1 text-sm text-quiet hover:bg-sunken hover:text-text"
            >
              <ChartColumn size={16} aria-hidden />
              <span className="tabular-nums">{t.clicks(clicks)}</span>
            </Link>
          )}
          <CopyButton text={short_url} />
        </li>
      ))}
    </ul>
  );
}
