import { useQuery } from "@tanstack/react-query";
import { useMessages } from "../messages/catalogue.ts";
import { Page, Skeleton } from "../ui/page.tsx";
import { ProblemNotice } from "../ui/problem.tsx";
import { workspacesMessages } from "./messages/index.ts";
import { workspacesQuery } from "./queries.ts";
import { WorkspaceCard } from "./workspace-card.tsx";

/** The workspaces of the account, each with its members. */
export function WorkspacesPage() {
  const t = useMessages(workspacesMessages);
  const { data, error, refetch } = useQuery(workspacesQuery);
  return (
    <Page title={t.title} about={t.about}>
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton className="h-48 w-full rounded-2xl" />}
      {data?.items.map(workspace => (
        <WorkspaceCard key={workspace.id} workspace={workspace} />
      ))}
    </Page>
  );
}
