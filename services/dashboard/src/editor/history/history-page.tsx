import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { Pencil } from "lucide-react";
import { meQuery } from "../../api/me.ts";
import { LinkName } from "../../links/link-name.tsx";
import { useMessages } from "../../messages/catalogue.ts";
import { ButtonLink } from "../../ui/button.tsx";
import { Card, EmptyState, Page } from "../../ui/page.tsx";
import { useMay } from "../../workspaces/use-may.ts";
import { editedLinkQuery } from "../api.ts";
import { editorMessages } from "../messages/index.ts";
import { FormerTargets } from "./former-targets.tsx";
import { formerTargetsQuery, versionsQuery } from "./queries.ts";
import { VersionDialog } from "./version-dialog.tsx";
import { VersionItem } from "./version-item.tsx";

/** Who changed what in a link, and when; members who may change it can bring each state back. */
export function HistoryPage() {
  const t = useMessages(editorMessages);
  const { id } = useParams({ from: "/members/links/$id/history" });
  const { version } = useSearch({ from: "/members/links/$id/history" });
  const navigate = useNavigate({ from: "/links/$id/history" });
  const { data: read } = useSuspenseQuery(editedLinkQuery(id));
  const { data: versions } = useSuspenseQuery(versionsQuery(id));
  useSuspenseQuery(meQuery);
  const mayEdit = useMay()("edit", "link", read.link.workspace_id);
  const { data: former } = useQuery(formerTargetsQuery(id));
  const chosen = versions.items.find(({ number }) => number === version);
  return (
    <Page
      title={t.history}
      parent={<LinkName link={read.link} />}
      actions={
        mayEdit && (
          <ButtonLink to="/links/$id/edit" params={{ id }}>
            <Pencil size={16} aria-hidden /> {t.edit}
          </ButtonLink>
        )
      }
    >
      <div className="grid items-start gap-5 @desk:grid-cols-[minmax(0,1fr)_22rem]">
        <Card isFlush>
          {versions.items.length <= 1 && <EmptyState title={t.noChanges}>{t.noChangesAbout}</EmptyState>}
          {versions.items.length > 1 && (
            <ol className="divide-y divide-line">
              {versions.items.map(each => (
                <VersionItem key={each.number} version={each} mayRestore={mayEdit} />
              ))}
            </ol>
          )}
        </Card>
        {former && former.items.length > 0 && <FormerTargets items={former.items} />}
      </div>
      {chosen && (
        <VersionDialog
          linkId={id}
          number={chosen.number}
          mayRestore={mayEdit}
          onClose={() => void navigate({ search: {} })}
        />
      )}
    </Page>
  );
}
