import { formatDateTime, formatRelative } from "../messages/format.ts";

/** How long ago something was, with the exact time on hover. */
export function When({ at }: { at: string }) {
  return (
    <time dateTime={at} data-tooltip={formatDateTime(at)} className="whitespace-nowrap text-quiet">
      {formatRelative(at)}
    </time>
  );
}
