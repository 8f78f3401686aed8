import type { ApiKey } from "@shunt/contracts/accounts";
import { useMessages } from "../../messages/catalogue.ts";
import { formatDateTime, formatList, formatRelative } from "../../messages/format.ts";
import { Button } from "../../ui/button.tsx";
import { Badge } from "../../ui/page.tsx";
import { developersMessages } from "../messages/index.ts";

/** One API key: what it may, and when it was used. */
export function KeyItem({ apiKey, onDelete }: { apiKey: ApiKey; onDelete: () => void }) {
  const t = useMessages(developersMessages);
  const { name, prefix, scopes, domains, expires_at, last_used_at, created_at } = apiKey;
  const isExpired = expires_at !== null && Date.parse(expires_at) < Date.now();
  const when = [
    last_used_at === null ? t.neverUsed : t.used(formatRelative(last_used_at)),
    t.created(formatRelative(created_at)),
    ...(expires_at === null || isExpired ? [] : [t.expiresAt(formatRelative(expires_at))]),
  ];
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-5 py-3">
      <div className="min-w-48 flex-1">
        <p className="flex flex-wrap items-center gap-2 font-medium wrap-anywhere">
          {name}
          <code className="font-mono text-sm font-normal text-quiet">{prefix}…</code>
          {isExpired && <Badge tone="act">{t.expired}</Badge>}
        </p>
        <p
          className="text-sm text-quiet"
          data-tooltip={formatList(
            [created_at, last_used_at, expires_at].flatMap(each => (each ? formatDateTime(each) : [])),
          )}
        >
          {when.join(" · ")}
        </p>
      </div>
      <div className="flex flex-wrap items-center gap-1.5">
        {scopes.map(scope => (
          <Badge key={scope} tone={scope === "admin" ? "watch" : "accent"}>
            {t.scopeShort[scope]}
          </Badge>
        ))}
        <span className="text-sm text-quiet">
          {domains === null ? t.allDomains : formatList(domains.map(each => each ?? t.sharedDomain))}
        </span>
      </div>
      <Button size="small" aria-label={t.deleteKeyOf(name)} onPress={onDelete}>
        {t.deleteKey}
      </Button>
    </li>
  );
}
