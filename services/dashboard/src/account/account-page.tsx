import { useQuery } from "@tanstack/react-query";
import { meQuery } from "../api/me.ts";
import { queryClient } from "../api/query-client.ts";
import { useMessages } from "../messages/catalogue.ts";
import { Page, Skeleton } from "../ui/page.tsx";
import { ProblemNotice } from "../ui/problem.tsx";
import { DeleteAccount } from "./delete-account.tsx";
import { EmailForm } from "./email-form.tsx";
import { accountMessages } from "./messages/index.ts";
import { PasswordForm } from "./password-form.tsx";
import { ProfileForm } from "./profile-form.tsx";
import { sessionsQuery, totpQuery } from "./queries.ts";
import { SessionList } from "./session-list.tsx";
import { TwoFactor } from "./two-factor/two-factor.tsx";

export function prefetchAccount() {
  void queryClient.prefetchQuery(totpQuery);
  void queryClient.prefetchQuery(sessionsQuery);
}

/** Settings of the account that is signed in. */
export function AccountPage() {
  const t = useMessages(accountMessages);
  const { data: me, error, refetch } = useQuery(meQuery);
  return (
    <Page title={t.title} about={t.about}>
      {error && !me && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      <div className="grid max-w-5xl items-start gap-4 @desk:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-4">
          {me ? <ProfileForm me={me} /> : <Skeleton className="h-96 rounded-2xl" />}
          {me ? <EmailForm me={me} /> : <Skeleton className="h-64 rounded-2xl" />}
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <PasswordForm />
          <TwoFactor />
          <SessionList />
          <DeleteAccount />
        </div>
      </div>
    </Page>
  );
}
