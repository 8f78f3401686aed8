import type { ClickEvent } from "@shunt/contracts/analytics";
import { useMessages } from "../../messages/catalogue.ts";
import { formatDateTime, formatRelative } from "../../messages/format.ts";
import { Badge } from "../../ui/page.tsx";
import { analyticsMessages } from "../messages/index.ts";
import { toValueLabel } from "../value-label.ts";

const tones: Record<string, "ok" | "watch" | "plain"> = { human: "ok", suspect: "watch" };

/** A click in a row of a table: when, which link, where from, with what, what it counts as and why. */
export function ClickRow({ click, showsLink }: { click: ClickEvent; showsLink: boolean }) {
  const t = useMessages(analyticsMessages);
  const place = [click.city, click.region, click.country && toValueLabel(t, "country", click.country)].filter(Boolean);
  const device = [click.browser, click.os, click.device && toValueLabel(t, "device", click.device)].filter(Boolean);
  const decided = [click.rule, click.variant].filter(Boolean);
  return (
    <tr className="align-top">
      <td className="p-3 whitespace-nowrap">
        <time dateTime={click.clicked_at} title={formatDateTime(click.clicked_at)}>
          {formatRelative(click.clicked_at)}
        </time>
        {click.is_first_visit && <p className="text-xs text-quiet">{t.firstVisit}</p>}
      </td>
      {showsLink && <td className="p-3 font-medium">{click.short_code}</td>}
      <td className="p-3">
        <Badge tone={tones[click.class] ?? "plain"}>{toValueLabel(t, "class", click.class)}</Badge>
        {click.class_reason && <p className="text-xs text-quiet">{click.class_reason}</p>}
      </td>
      <td className="min-w-44 p-3">{place.join(", ") || t.unknown}</td>
      <td className="min-w-40 p-3">{device.join(", ") || t.unknown}</td>
      <td className="p-3 wrap-anywhere">
        {click.referrer ?? t.direct}
        {click.source !== "link" && <p className="text-xs text-quiet">{toValueLabel(t, "source", click.source)}</p>}
      </td>
      <td className="max-w-72 p-3">
        <span className="block truncate" title={click.destination}>
          {click.destination}
        </span>
        {decided.length > 0 && <span className="text-xs text-quiet">{decided.join(" · ")}</span>}
      </td>
    </tr>
  );
}

/** A table of clicks. */
export function ClickTable({ clicks, showsLink }: { clicks: readonly ClickEvent[]; showsLink: boolean }) {
  const t = useMessages(analyticsMessages);
  const { time, link, why, place, device, referrer, destination } = t.columns;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: people with a keyboard scroll it
    <section tabIndex={0} aria-label={t.list} className="overflow-x-auto">
      <table className="w-full min-w-4xl text-sm">
        <thead>
          <tr className="text-left text-quiet">
            {[time, ...(showsLink ? [link] : []), why, place, device, referrer, destination].map(name => (
              <th key={name} scope="col" className="px-3 py-2 font-medium">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {clicks.map(click => (
            <ClickRow key={click.id} click={click} showsLink={showsLink} />
          ))}
        </tbody>
      </table>
    </section>
  );
}
