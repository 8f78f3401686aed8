import { ApiError } from "@shunt/contracts/client";
import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { useEffect } from "react";
import { useSession } from "../../api/me.ts";
import { forbidIndexing } from "../../app/forbid-indexing.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { formatDateTime } from "../../messages/format.ts";
import { AccountFrame } from "../../sign-in/account-frame.tsx";
import { ButtonLink } from "../../ui/button.tsx";
import { EmptyState, Skeleton } from "../../ui/page.tsx";
import { ProblemNotice } from "../../ui/problem.tsx";
import { AcceptPanel } from "./accept-panel.tsx";
import { invitationsMessages } from "./messages/index.ts";
import { invitationQuery } from "./queries.ts";
import { SignInPanel } from "./sign-in-panel.tsx";

/** The page that the mail of an invitation leads to, for people with and without a session. */
export function InvitationPage() {
  const { token } = useSearch({ from: "/open/invitation" });
  useEffect(forbidIndexing, []);
  return token === undefined ? <Ended /> : <Opened token={token} />;
}

function Opened({ token }: { token: string }) {
  const t = useMessages(invitationsMessages);
  const { status } = useSession();
  const { data: invitation, error, refetch } = useQuery(invitationQuery(token));
  if (error && isEnd(error)) return <Ended />;
  if (error)
    return (
      <AccountFrame title={t.title}>
        <ProblemNotice error={error} onRetry={() => void refetch()} />
      </AccountFrame>
    );
  if (!invitation)
    return (
      <AccountFrame title={t.title}>
        <Skeleton className="h-24 w-full" />
      </AccountFrame>
    );
  const { workspace_name, invited_by, role, email, expires_at } = invitation;
  return (
    <AccountFrame title={t.invites(invited_by, workspace_name, t.asRole[role])} about={t.roleAbout[role]}>
      <p className="wrap-anywhere">{t.isFor(email, formatDateTime(expires_at))}</p>
      {status === "signed-in" ? (
        <AcceptPanel token={token} invitation={invitation} />
      ) : (
        <SignInPanel token={token} email={email} />
      )}
    </AccountFrame>
  );
}

/** A token that was not copied completely may also have a form that the API refuses. */
function isEnd(error: Error): boolean {
  return error instanceof ApiError && (error.code === "invitation-not-found" || error.code === "validation-failed");
}

function Ended() {
  const t = useMessages(invitationsMessages);
  return (
    <EmptyState
      isPage
      title={t.ended}
      action={
        <ButtonLink to="/" look="primary">
          {t.toStart}
        </ButtonLink>
      }
    >
      {t.endedAbout}
    </EmptyState>
  );
}
