import type { ApiKey } from "@shunt/contracts/accounts";
import { useMutation, useQuery } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { useState } from "react";
import { api } from "../../api/client.ts";
import { queryClient } from "../../api/query-client.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { Card, EmptyState, Skeleton } from "../../ui/page.tsx";
import { ProblemNotice } from "../../ui/problem.tsx";
import { SecretDialog } from "../../ui/secret-dialog.tsx";
import { developersMessages } from "../messages/index.ts";
import { keysQuery } from "../queries.ts";
import { KeyItem } from "./key-item.tsx";
import { NewKeyDialog } from "./new-key-dialog.tsx";

/** The API keys of the account. */
export function KeyList() {
  const t = useMessages(developersMessages);
  const { data, error, refetch } = useQuery(keysQuery);
  const [isCreating, setCreating] = useState(false);
  const [secret, setSecret] = useState<string>();
  const [leaving, setLeaving] = useState<ApiKey>();
  const remove = useMutation({
    mutationFn: (id: string) => api.deleteApiKey({ params: { id } }),
    onSuccess: () => queryClient.invalidateQueries(keysQuery),
    onSettled: () => setLeaving(undefined),
  });
  const failure = error ?? remove.error;
  return (
    <Card
      title={t.keys}
      isFlush
      actions={
        <Button size="small" onPress={() => setCreating(true)}>
          {t.createKey}
        </Button>
      }
    >
      {failure && <ProblemNotice error={failure} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton className="m-5 h-16" />}
      {data?.items.length === 0 && (
        <EmptyState icon={<KeyRound />} title={t.keysEmpty}>
          {t.keysEmptyAbout}
        </EmptyState>
      )}
      <ul className="divide-y divide-line empty:hidden">
        {data?.items.map(key => (
          <KeyItem key={key.id} apiKey={key} onDelete={() => setLeaving(key)} />
        ))}
      </ul>
      {isCreating && (
        <NewKeyDialog
          onClose={() => setCreating(false)}
          onCreated={({ key }) => {
            setCreating(false);
            setSecret(key);
            void queryClient.invalidateQueries(keysQuery);
          }}
        />
      )}
      {secret !== undefined && (
        <SecretDialog
          title={t.keyTitle}
          about={t.keyOnce}
          copyLabel={t.copyKey}
          secret={secret}
          onClose={() => setSecret(undefined)}
        />
      )}
      <ConfirmDialog
        title={t.deleteKeyTitle(leaving?.name ?? "")}
        isOpen={leaving !== undefined}
        onClose={() => setLeaving(undefined)}
        confirmLabel={t.deleteKey}
        onConfirm={() => leaving && remove.mutate(leaving.id)}
        isPending={remove.isPending}
      >
        <p>{t.deleteKeyAbout}</p>
      </ConfirmDialog>
    </Card>
  );
}
