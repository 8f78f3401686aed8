import type { SharedView } from "@shunt/contracts/analytics";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/client.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { formatDate, formatDateTime } from "../../messages/format.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { ProblemNotice } from "../../ui/problem.tsx";
import { useProblemText } from "../../ui/problem-text.ts";
import { showToast } from "../../ui/toast.ts";
import { analyticsMessages } from "../messages/index.ts";
import { isOfScope, type SharedScope, sharedViewsQuery } from "./queries.ts";
import { ReportRule } from "./report-rule.tsx";
import { toReportSearch } from "./to-report-search.ts";

/** What the account shares of a link, tag or folder, each with a button that ends it. */
export function SharedViewList({ scope }: { scope: SharedScope }) {
  const t = useMessages(analyticsMessages);
  const { data, error, refetch } = useQuery(sharedViewsQuery);
  const [ending, setEnding] = useState<SharedView>();
  const views = data?.items.filter(view => isOfScope(view, scope)) ?? [];
  if (error) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (views.length === 0) return null;
  return (
    <section aria-labelledby="shared-already" className="border-t border-line pt-4">
      <h3 id="shared-already" className="mb-2 text-sm">
        {t.sharedAlready}
      </h3>
      <ul className="flex flex-col divide-y divide-line">
        {views.map(view => (
          <li key={view.id} className="flex items-start justify-between gap-3 py-2.5">
            <div className="flex min-w-0 flex-col gap-1">
              <p className="font-medium wrap-anywhere">{view.name}</p>
              <ReportRule search={toReportSearch(view)} />
              <p className="text-sm text-quiet">{toLife(view, t)}</p>
            </div>
            <Button size="small" onPress={() => setEnding(view)} aria-label={t.stopSharing(view.name)}>
              {t.stop}
            </Button>
          </li>
        ))}
      </ul>
      {ending && <EndDialog view={ending} onClose={() => setEnding(undefined)} />}
    </section>
  );
}

function toLife({ created_at, expires_at }: SharedView, t: Awaited<ReturnType<(typeof analyticsMessages)["load"]>>) {
  const since = t.sharedSince(formatDate(created_at));
  if (expires_at === null) return since;
  return `${since} ${t.expiresAt(formatDateTime(expires_at), Date.parse(expires_at) <= Date.now())}`;
}

function EndDialog({ view, onClose }: { view: SharedView; onClose: () => void }) {
  const t = useMessages(analyticsMessages);
  const toText = useProblemText();
  const queryClient = useQueryClient();
  const end = useMutation({
    mutationFn: () => api.deleteSharedView({ params: { id: view.id } }),
    onSuccess: () => showToast({ text: t.sharingStopped(view.name) }),
    onError: error => showToast({ text: toText(error), isError: true }),
    onSettled: async () => {
      await queryClient.invalidateQueries(sharedViewsQuery);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      title={t.stopSharing(view.name)}
      isOpen
      onClose={onClose}
      confirmLabel={t.stopConfirm}
      onConfirm={() => end.mutate()}
      isPending={end.isPending}
    >
      {t.stopAbout}
    </ConfirmDialog>
  );
}
