import type { OpsOverview } from "@shunt/contracts/admin";
import { useMutation } from "@tanstack/react-query";
import { api } from "../api/client.ts";
import { useMessages } from "../messages/catalogue.ts";
import { Button } from "../ui/button.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { Card } from "../ui/page.tsx";
import { ProblemNotice } from "../ui/problem.tsx";
import { showToast } from "../ui/toast.ts";
import { operationsMessages } from "./messages/index.ts";

const command = "shunt clicks redrive";

/** Clicks that Postgres refused or that cannot be read, and how to try again. */
export function DeadLettersCard({ dead }: { dead: OpsOverview["dead_letters"] }) {
  const t = useMessages(operationsMessages);
  const retry = useMutation({
    mutationFn: () => api.retryDeadBatches(),
    onSuccess: ({ batches }) => showToast({ text: t.retried(batches) }),
  });
  const { batches, clicks } = dead;
  return (
    <Card
      title={t.deadLetters}
      actions={
        batches !== null &&
        batches > 0 && (
          <Button size="small" onPress={() => retry.mutate()} isPending={retry.isPending}>
            {t.retry}
          </Button>
        )
      }
    >
      {batches === 0 && clicks === 0 ? (
        <p className="text-quiet">{t.noDead}</p>
      ) : (
        <ul className="flex flex-wrap gap-x-6 text-2xl font-semibold">
          <li>{batches === null ? t.unknown : t.deadBatches(batches)}</li>
          <li>{clicks === null ? t.unknown : t.deadClicks(clicks)}</li>
        </ul>
      )}
      {retry.error && <ProblemNotice error={retry.error} />}
      {clicks !== null && clicks > 0 && (
        <div className="mt-3 text-quiet">
          <p>{t.deadClicksHint}</p>
          <p className="flex items-center gap-2">
            <code className="font-mono text-sm text-text">{command}</code>
            <CopyButton text={command} />
          </p>
        </div>
      )}
    </Card>
  );
}
