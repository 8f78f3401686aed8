import type { ClickEvent } from "@shunt/contracts/analytics";
import { useMessages } from "../../messages/catalogue.ts";
import { toReadableUrl } from "../../ui/short-name.ts";
import { analyticsMessages } from "../messages/index.ts";
import { ClickClass, ClickTime, useClickTexts } from "./click-parts.tsx";

/** A click in a row of a table: when, which link, where from, with what, what it counts as and why. */
export function ClickRow({ click, showsLink }: { click: ClickEvent; showsLink: boolean }) {
  const t = useMessages(analyticsMessages);
  const { place, device, source, decided } = useClickTexts(click);
  return (
    <tr className="align-top">
      <td className="p-3 whitespace-nowrap">
        <ClickTime click={click} />
        {click.is_first_visit && <p className="text-xs text-quiet">{t.firstVisit}</p>}
      </td>
      {showsLink && <td className="p-3 font-medium">{click.short_code}</td>}
      <td className="p-3">
        <ClickClass click={click} />
        {click.class_reason && <p className="text-xs text-quiet">{click.class_reason}</p>}
      </td>
      <td className="min-w-44 p-3">{place}</td>
      <td className="min-w-40 p-3">{device}</td>
      <td className="p-3 wrap-anywhere">
        {click.referrer ?? t.direct}
        {source !== "" && <p className="text-xs text-quiet">{source}</p>}
      </td>
      <td className="max-w-72 p-3">
        <span className="block truncate" data-tooltip={click.destination}>
          {click.destination && toReadableUrl(click.destination)}
        </span>
        {decided !== "" && <span className="text-xs text-quiet">{decided}</span>}
      </td>
    </tr>
  );
}
