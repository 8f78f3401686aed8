import type { Invitation, Workspace } from "@shunt/contracts/accounts";
import { useMutation } from "@tanstack/react-query";
import { api } from "../../api/client.ts";
import { queryClient } from "../../api/query-client.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { formatDateTime, formatRelative } from "../../messages/format.ts";
import { Button } from "../../ui/button.tsx";
import { Badge } from "../../ui/page.tsx";
import { useProblemText } from "../../ui/problem-text.ts";
import { showToast } from "../../ui/toast.ts";
import { workspacesMessages } from "../messages/index.ts";
import { invitationsMessages } from "./messages/index.ts";
import { invitationsQuery } from "./queries.ts";

interface InvitationItemProps {
  workspace: Workspace;
  invitation: Invitation;
}

/** One open invitation, with a button that withdraws it. */
export function InvitationItem({ workspace, invitation }: InvitationItemProps) {
  const t = useMessages(invitationsMessages);
  const { roles } = useMessages(workspacesMessages);
  const toText = useProblemText();
  const { id, email, role, invited_by, expires_at } = invitation;
  const withdraw = useMutation({
    mutationFn: () => api.deleteInvitation({ params: { id: workspace.id, invitation_id: id } }),
    onSuccess: () => showToast({ text: t.withdrawn(email) }),
    onError: error => showToast({ text: toText(error), isError: true }),
    onSettled: () => queryClient.invalidateQueries(invitationsQuery(workspace.id)),
  });
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-5 py-3">
      <div className="min-w-40 flex-1">
        <p className="font-medium wrap-anywhere">{email}</p>
        <p className="text-sm text-quiet wrap-anywhere">
          {`${t.invitedBy(invited_by)}, `}
          <time dateTime={expires_at} data-tooltip={formatDateTime(expires_at)}>
            {t.ends(formatRelative(expires_at))}
          </time>
        </p>
      </div>
      <Badge>{roles[role]}</Badge>
      <Button
        size="small"
        aria-label={t.withdrawOf(email)}
        isPending={withdraw.isPending}
        onPress={() => withdraw.mutate()}
      >
        {t.withdraw}
      </Button>
    </li>
  );
}
