import { useQuery } from "@tanstack/react-query";
import { Plus, Users } from "lucide-react";
import { useState } from "react";
import { queryClient } from "../api/query-client.ts";
import { useMessages } from "../messages/catalogue.ts";
import { Button } from "../ui/button.tsx";
import { Card, EmptyState, Page, Skeleton } from "../ui/page.tsx";
import { ProblemNotice } from "../ui/problem.tsx";
import { CreateDialog } from "./create-dialog.tsx";
import { workspacesMessages } from "./messages/index.ts";
import { workspacesQuery } from "./queries.ts";
import { WorkspaceCard } from "./workspace-card.tsx";

export function prefetchWorkspaces() {
  void queryClient.prefetchQuery(workspacesQuery);
}

/** The workspaces of the account, each with its members. */
export function WorkspacesPage() {
  const t = useMessages(workspacesMessages);
  const { data, error, refetch } = useQuery(workspacesQuery);
  const [isCreating, setCreating] = useState(false);
  const isAlone = data?.items.length === 1;
  const create = (
    <Button look="primary" onPress={() => setCreating(true)}>
      <Plus size={18} aria-hidden />
      {t.create}
    </Button>
  );
  return (
    <Page title={t.title} about={t.about} actions={data && !isAlone && create}>
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton className="h-48 w-full rounded-2xl" />}
      {data?.items.map(workspace => (
        <WorkspaceCard key={workspace.id} workspace={workspace} />
      ))}
      {isAlone && (
        <Card isFlush>
          <EmptyState icon={<Users />} title={t.empty} action={create}>
            {t.emptyAbout}
          </EmptyState>
        </Card>
      )}
      {isCreating && <CreateDialog onClose={() => setCreating(false)} />}
    </Page>
  );
}
