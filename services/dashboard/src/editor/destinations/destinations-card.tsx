import type { LinkDestinations } from "@shunt/contracts/links";
import { useQuery } from "@tanstack/react-query";
import { useMessages } from "../../messages/catalogue.ts";
import { formatDateTime, formatRelative } from "../../messages/format.ts";
import { Badge, Card } from "../../ui/page.tsx";
import { describePlace } from "./describe-place.ts";
import { destinationsQuery } from "./destinations-query.ts";
import { destinationsMessages } from "./messages/index.ts";

type Destination = LinkDestinations["items"][number];

const tones = { ok: "ok", broken: "act", unknown: "plain" } as const;

/** Whether each destination of a link works. Nothing while the workspace has no checks. */
export function DestinationsCard({ linkId }: { linkId: string }) {
  const t = useMessages(destinationsMessages);
  const { data } = useQuery(destinationsQuery(linkId));
  const items = data?.items ?? [];
  if (items.every(({ health }) => health === null)) return null;
  return (
    <Card title={t.title}>
      <ul className="-mt-2 flex flex-col gap-3">
        {items.map(each => (
          <Item key={each.url} destination={each} />
        ))}
      </ul>
    </Card>
  );
}

function Item({ destination: { url, settings, health } }: { destination: Destination }) {
  const t = useMessages(destinationsMessages);
  return (
    <li>
      <p className="flex items-start gap-2">
        <span className="min-w-0 flex-1 wrap-anywhere">{url}</span>
        {health ? (
          <Badge tone={tones[health.status]}>{t.states[health.status]}</Badge>
        ) : (
          <Badge tone="plain">{t.none}</Badge>
        )}
      </p>
      <p className="text-sm text-quiet">
        {settings.map(pointer => describePlace(pointer, t)).join(", ")}
        {health?.checked_at && (
          <>
            {" · "}
            {t.checked}{" "}
            <time dateTime={health.checked_at} data-tooltip={formatDateTime(health.checked_at)}>
              {formatRelative(health.checked_at)}
            </time>
          </>
        )}
      </p>
      {health?.reason && <p className="text-sm text-quiet">{health.reason}</p>}
      {health?.redirects_to && <p className="text-sm text-quiet wrap-anywhere">{t.redirectsTo(health.redirects_to)}</p>}
    </li>
  );
}
