import type { Member, Workspace } from "@shunt/contracts/accounts";
import { roleAllows } from "@shunt/contracts/roles";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../api/client.ts";
import { useMe } from "../api/me.ts";
import { useMessages } from "../messages/catalogue.ts";
import { formatDateTime, formatRelative } from "../messages/format.ts";
import { Button } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/dialog.tsx";
import { Badge } from "../ui/page.tsx";
import { useProblemText } from "../ui/problem-text.ts";
import { Select } from "../ui/select.tsx";
import { showToast } from "../ui/toast.ts";
import { workspacesMessages } from "./messages/index.ts";
import { refreshWorkspaces } from "./refresh-workspaces.ts";
import { toRoleOptions } from "./roles.ts";

/** One member with its role, which owners change. Members leave here, too. */
export function MemberItem({ workspace, member }: { workspace: Workspace; member: Member }) {
  const t = useMessages(workspacesMessages);
  const toText = useProblemText();
  const me = useMe();
  const [isAsking, setAsking] = useState(false);
  const { user_id, full_name, email, role, is_permanent, joined_at } = member;
  const name = full_name ?? email;
  const isMe = me?.id === user_id;
  const params = { id: workspace.id, user_id };
  const onError = (error: Error) => showToast({ text: toText(error), isError: true });
  const change = useMutation({
    mutationFn: (chosen: Member["role"]) => api.updateMember({ params, body: { role: chosen } }),
    onSuccess: changed => showToast({ text: t.roleChanged(name, t.roles[changed.role]) }),
    onError,
    onSettled: refreshWorkspaces,
  });
  const remove = useMutation({
    mutationFn: () => api.removeMember({ params }),
    onSuccess: () => showToast({ text: isMe ? t.left(workspace.name) : t.removed(name) }),
    onError,
    onSettled: () => {
      setAsking(false);
      return refreshWorkspaces();
    },
  });
  const mayChange = roleAllows(workspace.role, "edit", "workspace") && !is_permanent;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-5 py-3">
      <div className="min-w-40 flex-1">
        <p className="flex flex-wrap items-center gap-2 font-medium wrap-anywhere">
          {name} {isMe && <Badge tone="ok">{t.you}</Badge>}
        </p>
        <p className="text-sm text-quiet wrap-anywhere">
          {full_name !== null && `${email}, `}
          <time dateTime={joined_at} data-tooltip={formatDateTime(joined_at)}>
            {t.joined(formatRelative(joined_at))}
          </time>
        </p>
      </div>
      {mayChange ? (
        <div className="w-40">
          <Select
            label={t.roleOf(name)}
            isLabelHidden
            value={change.isPending ? change.variables : role}
            options={toRoleOptions(t.roles)}
            onChange={chosen => chosen !== role && change.mutate(chosen)}
          />
        </div>
      ) : (
        <Badge>{t.roles[role]}</Badge>
      )}
      {(mayChange || isMe) && !is_permanent && (
        <Button size="small" {...(!isMe && { "aria-label": t.removeOf(name) })} onPress={() => setAsking(true)}>
          {isMe ? t.leave : t.remove}
        </Button>
      )}
      <ConfirmDialog
        title={isMe ? t.leaveTitle(workspace.name) : t.removeTitle(name)}
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        confirmLabel={isMe ? t.leave : t.remove}
        onConfirm={() => remove.mutate()}
        isPending={remove.isPending}
      >
        <p>{isMe ? t.leaveAbout : t.removeAbout}</p>
      </ConfirmDialog>
    </li>
  );
}
