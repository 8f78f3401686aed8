import type { OpenInvitation } from "@shunt/contracts/accounts";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { api } from "../../api/client.ts";
import { meQuery } from "../../api/me.ts";
import { queryClient } from "../../api/query-client.ts";
import { useSignOut } from "../../app/use-sign-out.tsx";
import { useMessages } from "../../messages/catalogue.ts";
import { Button } from "../../ui/button.tsx";
import { Skeleton } from "../../ui/page.tsx";
import { ProblemNotice } from "../../ui/problem.tsx";
import { showToast } from "../../ui/toast.ts";
import { refreshWorkspaces } from "../refresh-workspaces.ts";
import { invitationsMessages } from "./messages/index.ts";
import { invitationQuery } from "./queries.ts";

interface AcceptPanelProps {
  token: string;
  invitation: OpenInvitation;
}

/** Lets the invited account join, and others sign out. */
export function AcceptPanel({ token, invitation }: AcceptPanelProps) {
  const { data: me, error, refetch } = useQuery(meQuery);
  if (error) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (!me) return <Skeleton className="h-10 w-full" />;
  const isInvited = me.email.toLowerCase() === invitation.email.toLowerCase();
  return isInvited ? <Join token={token} /> : <UseOther email={me.email} />;
}

function Join({ token }: { token: string }) {
  const t = useMessages(invitationsMessages);
  const navigate = useNavigate();
  const join = useMutation({
    mutationFn: () => api.acceptInvitation({ params: { token } }),
    onSuccess: async ({ name }) => {
      await refreshWorkspaces();
      showToast({ text: t.joined(name) });
      await navigate({ to: "/workspaces" });
    },
    // It may have ended meanwhile, which the page then says.
    onError: () => queryClient.invalidateQueries(invitationQuery(token)),
  });
  return (
    <>
      {join.error && <ProblemNotice error={join.error} />}
      <Button look="primary" isPending={join.isPending} onPress={() => join.mutate()}>
        {t.join}
      </Button>
    </>
  );
}

function UseOther({ email }: { email: string }) {
  const t = useMessages(invitationsMessages);
  const { signOut, question } = useSignOut();
  return (
    <>
      <p className="wrap-anywhere">{t.needsOther(email)}</p>
      <Button look="primary" onPress={signOut}>
        {t.signOut}
      </Button>
      {question}
    </>
  );
}
