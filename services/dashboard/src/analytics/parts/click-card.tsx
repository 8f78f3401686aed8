import type { ClickEvent } from "@shunt/contracts/analytics";
import { useMessages } from "../../messages/catalogue.ts";
import { toReadableUrl } from "../../ui/short-name.ts";
import { analyticsMessages } from "../messages/index.ts";
import { ClickClass, ClickTime, useClickTexts } from "./click-parts.tsx";

/** A click where a row of the table has no room: the same facts, one below the other. */
export function ClickCard({ click, showsLink }: { click: ClickEvent; showsLink: boolean }) {
  const t = useMessages(analyticsMessages);
  const { place, device, source, decided } = useClickTexts(click);
  const facts = [
    ...(showsLink ? [[t.columns.link, click.short_code]] : []),
    [t.columns.place, place],
    [t.columns.device, device],
    [t.columns.referrer, [click.referrer ?? t.direct, source].filter(Boolean).join(" · ")],
    [
      t.columns.destination,
      [click.destination && toReadableUrl(click.destination), decided].filter(Boolean).join(" · "),
    ],
  ];
  return (
    <li className="flex flex-col gap-2 px-5 py-3 text-sm">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <ClickClass click={click} />
        <span className="text-quiet">
          {[click.class_reason, click.is_first_visit && t.firstVisit].filter(Boolean).join(" · ")}
        </span>
        <span className="ml-auto text-quiet">
          <ClickTime click={click} />
        </span>
      </div>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-0.5">
        {facts.map(([label, value]) => (
          <div key={label} className="contents">
            <dt className="text-quiet">{label}</dt>
            <dd className="line-clamp-2 wrap-anywhere">{value}</dd>
          </div>
        ))}
      </dl>
    </li>
  );
}
