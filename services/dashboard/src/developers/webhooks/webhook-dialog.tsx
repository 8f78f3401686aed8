import type { NewWebhook, Webhook } from "@shunt/contracts/webhooks";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { CheckboxGroup, Label } from "react-aria-components";
import { api } from "../../api/client.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { Checkbox } from "../../ui/choices.tsx";
import { labelClass, TextField } from "../../ui/field.tsx";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { useFormProblems } from "../../ui/use-form-problems.ts";
import { useWorkspaceChoice } from "../../workspaces/new-link-workspace.ts";
import { WorkspaceField } from "../../workspaces/workspace-field.tsx";
import { developersMessages } from "../messages/index.ts";

type WebhookDialogProps = { onClose: () => void } & (
  | { webhook?: undefined; onCreated: (webhook: NewWebhook) => void }
  | { webhook: Webhook; onSaved: () => void }
);
type EventType = Webhook["events"][number];

/** Creates a webhook, or changes one. */
export function WebhookDialog(props: WebhookDialogProps) {
  const t = useMessages(developersMessages);
  const { webhook, onClose } = props;
  const workspace = useWorkspaceChoice({ kind: "webhook" });
  const [events, setEvents] = useState<string[]>(webhook?.events ?? ["link.created", "link.clicked"]);
  const save = useMutation({
    mutationFn: async (form: FormData) => {
      const body = {
        url: String(form.get("url")).trim(),
        events: events as EventType[],
        description: String(form.get("description")).trim() || null,
      };
      if (props.webhook) await api.updateWebhook({ params: { id: props.webhook.id }, body }).then(props.onSaved);
      else props.onCreated(await api.createWebhook({ body: { ...body, ...workspace.request } }));
    },
  });
  const { general, formProps } = useFormProblems(save.error);
  return (
    <FormDialog
      title={webhook ? t.edit : t.createWebhook}
      onClose={onClose}
      onSubmit={form => save.mutate(form)}
      submitLabel={webhook ? t.save : t.create}
      isPending={save.isPending}
      isDisabled={events.length === 0}
      problem={general}
      {...formProps}
    >
      <TextField
        name="url"
        label={t.url}
        placeholder="https://example.com/hooks"
        kind="address"
        isRequired
        autoFocus
        defaultValue={webhook?.url ?? ""}
      />
      {!webhook && <WorkspaceField choice={workspace} />}
      <CheckboxGroup value={events} onChange={setEvents} className="flex flex-col gap-2">
        <Label className={labelClass}>{t.events}</Label>
        {(Object.keys(t.eventNames) as EventType[]).map(each => (
          <Checkbox key={each} value={each}>
            <span>
              {t.eventNames[each]} <code className="font-mono text-sm text-quiet">{each}</code>
            </span>
          </Checkbox>
        ))}
      </CheckboxGroup>
      <TextField name="description" label={t.description} defaultValue={webhook?.description ?? ""} maxLength={500} />
    </FormDialog>
  );
}
