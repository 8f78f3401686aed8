import { formatDateTime, formatRelative } from "../messages/format.ts";

/** How long ago something happened, with the exact time on hover. */
export function Time({ instant }: { instant: string }) {
  return (
    <time dateTime={instant} data-tooltip={formatDateTime(instant)} className="whitespace-nowrap">
      {formatRelative(instant)}
    </time>
  );
}
