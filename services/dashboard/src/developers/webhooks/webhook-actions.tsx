import type { Webhook } from "@shunt/contracts/webhooks";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { api } from "../../api/client.ts";
import { queryClient } from "../../api/query-client.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { Button } from "../../ui/button.tsx";
import { Switch } from "../../ui/choices.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { useProblemText } from "../../ui/problem-text.ts";
import { SecretDialog } from "../../ui/secret-dialog.tsx";
import { showToast } from "../../ui/toast.ts";
import { developersMessages } from "../messages/index.ts";
import { WebhookDialog } from "./webhook-dialog.tsx";

type Step = { name: "edit" | "replace" | "delete" } | { name: "secret"; secret: string };

/** What can be done with a webhook. */
export function WebhookActions({ webhook }: { webhook: Webhook }) {
  const t = useMessages(developersMessages);
  const navigate = useNavigate();
  const toText = useProblemText();
  const [step, setStep] = useState<Step>();
  const close = () => setStep(undefined);
  const onError = (error: Error) => showToast({ text: toText(error), isError: true });
  const refresh = () => queryClient.invalidateQueries({ queryKey: ["webhooks"] });
  const params = { id: webhook.id };
  const test = useMutation({
    mutationFn: () => api.testWebhook({ params }),
    onSuccess: () => {
      showToast({ text: t.testSent });
      return refresh();
    },
    onError,
  });
  const turn = useMutation({
    mutationFn: (is_active: boolean) => api.updateWebhook({ params, body: { is_active } }),
    onSuccess: refresh,
    onError,
  });
  const replace = useMutation({
    mutationFn: () => api.replaceWebhookSecret({ params }),
    onSuccess: ({ secret }) => setStep({ name: "secret", secret }),
    onError,
  });
  const remove = useMutation({
    mutationFn: () => api.deleteWebhook({ params }),
    onSuccess: async () => {
      await navigate({ to: "/developers" });
      await refresh();
    },
    onError,
  });
  return (
    <>
      <Switch isSelected={turn.isPending ? turn.variables : webhook.is_active} onChange={turn.mutate}>
        {t.active}
      </Switch>
      <Button onPress={() => setStep({ name: "edit" })}>{t.edit}</Button>
      <Button onPress={() => setStep({ name: "replace" })}>{t.replaceSecret}</Button>
      <Button onPress={() => setStep({ name: "delete" })}>{t.deleteWebhook}</Button>
      <Button look="primary" onPress={() => test.mutate()} isPending={test.isPending}>
        {t.test}
      </Button>
      {step?.name === "edit" && (
        <WebhookDialog
          webhook={webhook}
          onClose={close}
          onSaved={() => {
            close();
            void refresh();
          }}
        />
      )}
      {step?.name === "secret" && (
        <SecretDialog
          title={t.secretTitle}
          about={t.secretOnce}
          copyLabel={t.copySecret}
          secret={step.secret}
          onClose={close}
        />
      )}
      <ConfirmDialog
        title={t.replaceSecretTitle}
        isOpen={step?.name === "replace"}
        onClose={close}
        confirmLabel={t.replaceSecret}
        onConfirm={() => replace.mutate()}
        isPending={replace.isPending}
      >
        <p>{t.replaceSecretAbout}</p>
      </ConfirmDialog>
      <ConfirmDialog
        title={t.deleteWebhookTitle}
        isOpen={step?.name === "delete"}
        onClose={close}
        confirmLabel={t.deleteWebhook}
        onConfirm={() => remove.mutate()}
        isPending={remove.isPending}
      >
        <p>{t.deleteWebhookAbout}</p>
      </ConfirmDialog>
    </>
  );
}
