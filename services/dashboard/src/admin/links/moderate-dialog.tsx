import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/client.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { TextArea } from "../../ui/field.tsx";
import { ProblemNotice } from "../../ui/problem.tsx";
import { toFieldErrors } from "../../ui/problem-text.ts";
import { showToast } from "../../ui/toast.ts";
import { adminMessages } from "../messages/index.ts";
import { refreshAdmin } from "../queries.ts";

const changes = { block: { is_blocked: true }, unsafe: { is_unsafe: true } } as const;
/** Changes that visitors notice, with a reason that members read. */
export type Moderation = keyof typeof changes;

interface ModerateDialogProps {
  moderation: Moderation;
  link: { id: string; short_url: string };
  /** Proposed reason. */
  reason?: string;
  onDone?: () => Promise<unknown>;
  onClose: () => void;
}

/** Blocks a link, or marks it as unsafe, with a reason. */
export function ModerateDialog({ moderation, link, reason = "", onDone, onClose }: ModerateDialogProps) {
  const t = useMessages(adminMessages);
  const texts = t.moderations[moderation];
  const [typed, setTyped] = useState(reason);
  const run = useMutation({
    mutationFn: async () => {
      const body = { ...changes[moderation], reason: typed.trim() || null };
      await api.moderateLink({ params: { id: link.id }, body });
      await onDone?.();
    },
    onSuccess: async () => {
      await refreshAdmin();
      showToast({ text: texts.done(link.short_url) });
      onClose();
    },
  });
  const fieldError = toFieldErrors(run.error).reason;
  return (
    <ConfirmDialog
      title={texts.title(link.short_url)}
      confirmLabel={texts.confirm}
      isOpen
      onClose={onClose}
      onConfirm={() => run.mutate()}
      isPending={run.isPending}
    >
      {run.error && fieldError === undefined && <ProblemNotice error={run.error} />}
      <p>{texts.about}</p>
      <TextArea
        label={t.reason}
        hint={t.reasonHint}
        value={typed}
        onChange={setTyped}
        error={fieldError}
        maxLength={500}
        autoFocus
      />
    </ConfirmDialog>
  );
}
