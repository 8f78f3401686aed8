import type { LoggedRequest } from "@shunt/contracts/accounts";
import { useMessages } from "../../messages/catalogue.ts";
import { formatDateTime, formatNumber, formatRelative } from "../../messages/format.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Badge } from "../../ui/page.tsx";
import { developersMessages } from "../messages/index.ts";

/** One request. Its details open at a press. */
export function RequestItem({ request }: { request: LoggedRequest }) {
  const t = useMessages(developersMessages);
  const { at, method, path, status, duration_ms, key_name, problem, request_id } = request;
  return (
    <li>
      <details className="group">
        <summary className="flex cursor-pointer flex-wrap items-center gap-x-3 gap-y-1 px-5 py-3 hover:bg-sunken">
          <Badge tone={toTone(status)}>{status ?? t.noResponse}</Badge>
          <code className="min-w-0 font-mono text-sm wrap-anywhere">
            <span className="font-semibold">{method}</span> {path}
          </code>
          <span className="flex basis-full flex-wrap items-center gap-x-3 text-sm text-quiet @tablet:flex-1 @tablet:basis-auto @tablet:justify-end">
            {problem !== null && <span className="text-act">{problem}</span>}
            <span>{key_name}</span>
            <span>{formatNumber(duration_ms)} ms</span>
            <time dateTime={at} data-tooltip={formatDateTime(at)}>
              {formatRelative(at)}
            </time>
          </span>
        </summary>
        <dl className="grid gap-x-4 gap-y-1 px-5 pb-4 text-sm @phone:grid-cols-[auto_minmax(0,1fr)]">
          <dt className="text-quiet">{t.time}</dt>
          <dd>{formatDateTime(at)}</dd>
          <dt className="text-quiet">{t.problemCode}</dt>
          <dd>{problem === null ? t.noProblem : <code className="font-mono">{problem}</code>}</dd>
          <dt className="text-quiet">{t.requestId}</dt>
          <dd className="flex flex-wrap items-center gap-2">
            <code className="font-mono wrap-anywhere">{request_id}</code>
            <CopyButton text={request_id} />
          </dd>
        </dl>
      </details>
    </li>
  );
}

function toTone(status: number | null): "ok" | "watch" | "act" {
  if (status === null) return "watch";
  return status < 400 ? "ok" : status < 500 ? "watch" : "act";
}
