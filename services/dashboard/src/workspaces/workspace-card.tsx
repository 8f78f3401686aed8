import type { Workspace } from "@shunt/contracts/accounts";
import { roleAllows } from "@shunt/contracts/roles";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useMessages } from "../messages/catalogue.ts";
import { Button } from "../ui/button.tsx";
import { Badge, Card, Skeleton } from "../ui/page.tsx";
import { ProblemNotice } from "../ui/problem.tsx";
import { DeleteWorkspace } from "./delete-workspace.tsx";
import { InvitationList } from "./invitations/invitation-list.tsx";
import { InviteDialog } from "./invitations/invite-dialog.tsx";
import { MemberItem } from "./member-item.tsx";
import { workspacesMessages } from "./messages/index.ts";
import { membersQuery } from "./queries.ts";
import { SettingsDialog } from "./settings-dialog.tsx";
import { toWorkspaceName } from "./workspace-name.ts";

/** One workspace: its name, what one may do there, and who else is in it. */
export function WorkspaceCard({ workspace }: { workspace: Workspace }) {
  const t = useMessages(workspacesMessages);
  const { id, role, is_personal, member_count } = workspace;
  const name = toWorkspaceName(workspace, t);
  const { data, error, refetch } = useQuery(membersQuery(id));
  const [isChanging, setChanging] = useState(false);
  const [isInviting, setInviting] = useState(false);
  const [isDeleting, setDeleting] = useState(false);
  const mayEdit = roleAllows(role, "edit", "workspace");
  const mayDelete = roleAllows(role, "delete", "workspace") && !is_personal;
  return (
    <Card
      title={name}
      isFlush
      actions={
        <div className="flex flex-wrap items-center gap-2">
          {is_personal && <Badge tone="ok">{t.personal}</Badge>}
          <Badge>{t.roles[role]}</Badge>
          {mayEdit && (
            <>
              <Button size="small" aria-label={t.settingsOf(name)} onPress={() => setChanging(true)}>
                {t.settings}
              </Button>
              <Button size="small" aria-label={t.inviteTo(name)} onPress={() => setInviting(true)}>
                {t.invite}
              </Button>
            </>
          )}
          {mayDelete && (
            <Button size="small" aria-label={t.deleteOf(name)} onPress={() => setDeleting(true)}>
              {t.delete}
            </Button>
          )}
        </div>
      }
    >
      <p className="px-5 text-sm text-quiet">
        {is_personal && `${t.personalAbout} `}
        {member_count === 1 ? t.alone : t.memberCount(member_count)}
      </p>
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton className="m-5 h-16" />}
      <ul className="mt-2 divide-y divide-line border-t border-line empty:hidden" aria-label={t.membersOf(name)}>
        {data?.items.map(member => (
          <MemberItem key={member.user_id} workspace={workspace} member={member} />
        ))}
      </ul>
      {mayEdit && <InvitationList workspace={workspace} />}
      {isInviting && <InviteDialog workspace={workspace} onClose={() => setInviting(false)} />}
      {isDeleting && <DeleteWorkspace workspace={workspace} onClose={() => setDeleting(false)} />}
      {isChanging && <SettingsDialog workspace={workspace} onClose={() => setChanging(false)} />}
    </Card>
  );
}
