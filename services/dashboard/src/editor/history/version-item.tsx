import type { LinkVersions } from "@shunt/contracts/links";
import { useMe } from "../../api/me.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { formatDateTime, formatRelative } from "../../messages/format.ts";
import { ButtonLink } from "../../ui/button.tsx";
import { Badge } from "../../ui/page.tsx";
import { editorMessages } from "../messages/index.ts";
import { ChangeTable } from "./change-table.tsx";

interface VersionItemProps {
  version: LinkVersions["items"][number];
  /** Whether the role of the account allows it. */
  mayRestore: boolean;
}

/** One version: who made it, when, and what it changed. */
export function VersionItem({ version, mayRestore }: VersionItemProps) {
  const t = useMessages(editorMessages);
  const me = useMe();
  const { number, is_current, created_at, created_by, changes } = version;
  const isClaim = changes.some(({ field }) => field === "owner_id");
  const author = created_by === null ? t.unknownAuthor : created_by === me?.id ? t.you : t.otherMember;
  return (
    <li className="flex flex-col gap-2 px-5 py-4">
      <div className="flex flex-wrap items-center gap-2">
        <p className="mr-auto">
          <span className="font-medium">{t.versionNumber(number)}</span>{" "}
          <span className="text-quiet">
            {author},{" "}
            <time dateTime={created_at} data-tooltip={formatDateTime(created_at)}>
              {formatRelative(created_at)}
            </time>
          </span>
        </p>
        {is_current ? (
          <Badge tone="ok">{t.currentVersion}</Badge>
        ) : (
          <ButtonLink to="." search={{ version: number }} size="small">
            {mayRestore ? t.compareAndRestore : t.compareVersion}
          </ButtonLink>
        )}
      </div>
      {changes.length === 0 || isClaim ? (
        <p className="text-sm text-quiet">{isClaim ? t.claimed : number === 1 ? t.firstVersion : t.nothingChanged}</p>
      ) : (
        <ChangeTable
          from={t.valueBefore}
          to={t.valueAfter}
          rows={changes.map(({ field, before, after }) => ({ field, from: before, to: after }))}
        />
      )}
    </li>
  );
}
