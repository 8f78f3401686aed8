import type { ClickEvent } from "@shunt/contracts/analytics";
import { useMessages } from "../../messages/catalogue.ts";
import { formatDateTime, formatRelative } from "../../messages/format.ts";
import { Badge } from "../../ui/page.tsx";
import { analyticsMessages } from "../messages/index.ts";
import { toValueLabel } from "../value-label.ts";

const tones: Record<string, "ok" | "watch" | "plain"> = { human: "ok", suspect: "watch" };

/** When a click was; the exact time shows on hover. */
export function ClickTime({ click }: { click: ClickEvent }) {
  return (
    <time dateTime={click.clicked_at} data-tooltip={formatDateTime(click.clicked_at)}>
      {formatRelative(click.clicked_at)}
    </time>
  );
}

/** What a click counts as. */
export function ClickClass({ click }: { click: ClickEvent }) {
  const t = useMessages(analyticsMessages);
  return <Badge tone={tones[click.class] ?? "plain"}>{toValueLabel(t, "class", click.class)}</Badge>;
}

/** Where a click came from, with what, and what decided where it went, as texts; empty for none. */
export function useClickTexts(click: ClickEvent): { place: string; device: string; source: string; decided: string } {
  const t = useMessages(analyticsMessages);
  const place = [click.city, click.region, click.country && toValueLabel(t, "country", click.country)];
  const device = [click.browser, click.os, click.device && toValueLabel(t, "device", click.device)];
  return {
    place: place.filter(Boolean).join(", ") || t.unknown,
    device: device.filter(Boolean).join(", ") || t.unknown,
    source: click.source === "link" ? "" : toValueLabel(t, "source", click.source),
    decided: [click.rule, click.variant].filter(Boolean).join(" · "),
  };
}
