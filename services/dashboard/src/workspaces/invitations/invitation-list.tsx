import type { Workspace } from "@shunt/contracts/accounts";
import { useQuery } from "@tanstack/react-query";
import { useMessages } from "../../messages/catalogue.ts";
import { ProblemNotice } from "../../ui/problem.tsx";
import { workspacesMessages } from "../messages/index.ts";
import { toWorkspaceName } from "../workspace-name.ts";
import { InvitationItem } from "./invitation-item.tsx";
import { invitationsMessages } from "./messages/index.ts";
import { invitationsQuery } from "./queries.ts";

/** The open invitations to a workspace, for its owners. Hidden without any. */
export function InvitationList({ workspace }: { workspace: Workspace }) {
  const t = useMessages(invitationsMessages);
  const texts = useMessages(workspacesMessages);
  const { data, error, refetch } = useQuery(invitationsQuery(workspace.id));
  if (error)
    return (
      <div className="p-5">
        <ProblemNotice error={error} onRetry={() => void refetch()} />
      </div>
    );
  if (!data || data.items.length === 0) return null;
  return (
    <div className="border-t border-line pt-4">
      <h3 className="px-5 text-sm">{t.open}</h3>
      <ul className="divide-y divide-line" aria-label={t.openOf(toWorkspaceName(workspace, texts))}>
        {data.items.map(invitation => (
          <InvitationItem key={invitation.id} workspace={workspace} invitation={invitation} />
        ))}
      </ul>
    </div>
  );
}
