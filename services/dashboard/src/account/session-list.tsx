import type { Session } from "@shunt/contracts/accounts";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Monitor } from "lucide-react";
import { api } from "../api/client.ts";
import { queryClient } from "../api/query-client.ts";
import { useMessages } from "../messages/catalogue.ts";
import { formatDateTime, formatRelative } from "../messages/format.ts";
import { Button } from "../ui/button.tsx";
import { Badge, Card, Skeleton } from "../ui/page.tsx";
import { ProblemNotice } from "../ui/problem.tsx";
import { showToast } from "../ui/toast.ts";
import { describeDevice } from "./describe-device.ts";
import { accountMessages } from "./messages/index.ts";
import { sessionsQuery } from "./queries.ts";

/** Where the account is signed in, with this session first. */
export function SessionList() {
  const t = useMessages(accountMessages);
  const { data, error, refetch } = useQuery(sessionsQuery);
  const settle = (text: string) => {
    showToast({ text });
    return queryClient.invalidateQueries(sessionsQuery);
  };
  const end = useMutation({
    mutationFn: (id: string) => api.endSession({ params: { id } }),
    onSuccess: () => settle(t.sessionEnded),
  });
  const endOthers = useMutation({
    mutationFn: () => api.endOtherSessions({}),
    onSuccess: () => settle(t.sessionsEnded),
  });
  const sessions = data?.items.toSorted((a, b) => Number(b.is_current) - Number(a.is_current));
  const failure = error ?? end.error ?? endOthers.error;
  return (
    <Card
      title={t.sessions}
      actions={
        sessions &&
        sessions.length > 1 && (
          <Button size="small" onPress={() => endOthers.mutate()} isPending={endOthers.isPending}>
            {t.endOthers}
          </Button>
        )
      }
    >
      <p className="mb-3 text-sm text-quiet">{sessions?.length === 1 ? t.onlySession : t.sessionsAbout}</p>
      {failure && <ProblemNotice error={failure} onRetry={() => void refetch()} />}
      {!sessions && !error && <Skeleton className="h-24 w-full" />}
      <ul className="max-h-96 divide-y divide-line overflow-y-auto empty:hidden">
        {sessions?.map(session => (
          <SessionItem
            key={session.id}
            session={session}
            isEnding={end.isPending && end.variables === session.id}
            onEnd={() => end.mutate(session.id)}
          />
        ))}
      </ul>
    </Card>
  );
}

function SessionItem({ session, isEnding, onEnd }: { session: Session; isEnding: boolean; onEnd: () => void }) {
  const t = useMessages(accountMessages);
  const device = describeDevice(session.user_agent) || t.unknownDevice;
  return (
    <li className="flex items-center gap-3 py-2.5">
      <Monitor size={18} className="shrink-0 text-quiet" aria-hidden />
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium" data-tooltip={session.user_agent}>
          {device}
        </p>
        <p className="text-sm text-quiet">
          <time dateTime={session.last_used_at} data-tooltip={formatDateTime(session.last_used_at)}>
            {t.lastUsed(formatRelative(session.last_used_at))}
          </time>
          {", "}
          <time dateTime={session.created_at} data-tooltip={formatDateTime(session.created_at)}>
            {t.signedIn(formatRelative(session.created_at))}
          </time>
        </p>
      </div>
      {session.is_current ? (
        <Badge tone="ok">{t.thisSession}</Badge>
      ) : (
        <Button size="small" aria-label={t.endSession(device)} onPress={onEnd} isPending={isEnding}>
          {t.end}
        </Button>
      )}
    </li>
  );
}
