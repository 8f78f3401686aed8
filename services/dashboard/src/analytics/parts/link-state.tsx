import type { Link } from "@shunt/contracts/links";
import { useMessages } from "../../messages/catalogue.ts";
import { formatDateTime, formatNumber } from "../../messages/format.ts";
import { Badge } from "../../ui/page.tsx";
import { analyticsMessages } from "../messages/index.ts";

const tones: Partial<Record<Link["state"], "ok" | "watch" | "act">> = {
  active: "ok",
  scheduled: "watch",
  blocked: "act",
};

/** What a link does at the moment, and why, with its tags. */
export function LinkState({ link }: { link: Link }) {
  const t = useMessages(analyticsMessages);
  return (
    <ul className="flex flex-wrap items-center gap-2">
      <li>
        <Badge tone={tones[link.state] ?? "plain"}>{t.states[link.state]}</Badge>
      </li>
      {listReasons(link, t).map(reason => (
        <li key={reason} className="text-sm text-quiet">
          {reason}
        </li>
      ))}
      {link.tags.map(tag => (
        <li key={tag}>
          <Badge isText>{tag}</Badge>
        </li>
      ))}
    </ul>
  );
}

function listReasons(link: Link, t: Awaited<ReturnType<(typeof analyticsMessages)["load"]>>): string[] {
  return [
    ...(link.blocked_reason ? [t.blockedBecause(link.blocked_reason)] : []),
    ...(link.state === "scheduled" && link.starts_at ? [t.startsAt(formatDateTime(link.starts_at))] : []),
    ...(link.expires_at ? [t.expiresAt(formatDateTime(link.expires_at), link.state === "expired")] : []),
    ...(typeof link.max_clicks === "number"
      ? [t.clicksLeft(formatNumber(link.clicks_left ?? 0), link.max_clicks)]
      : []),
    ...(link.has_password ? [t.hasPassword] : []),
    ...(link.former_clicks ? [t.formerClicks(link.former_clicks)] : []),
  ];
}
