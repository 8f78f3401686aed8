import type { FormerTargets as Shown } from "@shunt/contracts/links";
import { useMessages } from "../../messages/catalogue.ts";
import { formatDateTime, formatRelative } from "../../messages/format.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Card } from "../../ui/page.tsx";
import { editorMessages } from "../messages/index.ts";

/** Where the link led before. */
export function FormerTargets({ items }: { items: Shown["items"] }) {
  const t = useMessages(editorMessages);
  return (
    <Card title={t.formerTargets}>
      <ol className="flex flex-col gap-3">
        {items.map(({ original_url, replaced_at }) => (
          <li key={replaced_at} className="flex items-start gap-2">
            <div className="min-w-0 flex-1">
              <p className="wrap-anywhere">{original_url}</p>
              <p className="text-sm text-quiet">
                {t.replaced}{" "}
                <time dateTime={replaced_at} data-tooltip={formatDateTime(replaced_at)}>
                  {formatRelative(replaced_at)}
                </time>
              </p>
            </div>
            <CopyButton text={original_url} />
          </li>
        ))}
      </ol>
    </Card>
  );
}
