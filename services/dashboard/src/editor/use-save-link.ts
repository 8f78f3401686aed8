import { ApiError } from "@shunt/contracts/client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { UseFormReturn } from "react-hook-form";
import { useMessages } from "../messages/catalogue.ts";
import { useProblemText } from "../ui/problem-text.ts";
import { showToast } from "../ui/toast.ts";
import { editedLinkQuery, type ReadLink, readLink, saveLink } from "./api.ts";
import { changedFields, toChanges, toForm } from "./form/form-fields.ts";
import type { FormField, LinkForm } from "./form/link-form.ts";
import { editorMessages } from "./messages/index.ts";
import { showRefusal } from "./use-link-form.ts";

/** Fields whose values the server accepts if the form does. */
const safeFields: readonly FormField[] = ["title", "notes", "tags", "folder", "is_public", "is_indexable"];

interface Sent {
  form: LinkForm;
  before: LinkForm;
  read: ReadLink;
}

interface SaveLink {
  form: UseFormReturn<LinkForm>;
  read: ReadLink;
  before: LinkForm;
  onSaved: (saved: ReadLink, sent: LinkForm) => void;
}

/** Saves changes of a link, offers to undo them, and finds changes of others in between. */
export function useSaveLink({ form, read, before, onSaved }: SaveLink) {
  const t = useMessages(editorMessages);
  const toText = useProblemText();
  const queryClient = useQueryClient();
  const [conflict, setConflict] = useState<ReadLink>();
  const [hasFieldProblems, setFieldProblems] = useState(false);

  const accept = (saved: ReadLink, sent: LinkForm) => {
    queryClient.setQueryData(editedLinkQuery(saved.link.id).queryKey, saved);
    void queryClient.invalidateQueries({ queryKey: ["links"], predicate: ({ queryKey }) => queryKey[1] !== "edited" });
    onSaved(saved, sent);
  };
  const undo = async (saved: ReadLink, earlier: LinkForm) => {
    try {
      const now = toForm(saved.link);
      accept(await saveLink(saved.link.id, toChanges(earlier, now), saved.tag), now);
      showToast({ text: t.undone });
    } catch (err) {
      showToast({ text: toText(err as Error), isError: true });
    }
  };
  const mutation = useMutation({
    mutationFn: (sent: Sent) => saveLink(sent.read.link.id, toChanges(sent.form, sent.before), sent.read.tag),
    onSuccess: (saved, sent) => {
      accept(saved, sent.form);
      // A password that is gone cannot come back.
      const isUndoable = !changedFields(sent.form, sent.before).includes("password");
      const earlier = { ...sent.before, short_code: toForm(saved.link).short_code };
      showToast({
        text: t.saved,
        ...(isUndoable && { action: { label: t.undo, run: () => void undo(saved, earlier) } }),
      });
    },
    onError: async (error, sent) => {
      if (error instanceof ApiError && error.status === 412) setConflict(await readLink(sent.read.link.id));
      else setFieldProblems(showRefusal(form, error));
    },
  });
  const send = (sent: Sent) => {
    setFieldProblems(false);
    mutation.mutate(sent);
  };
  const pending = mutation.isPending ? mutation.variables : undefined;
  const isSafe = pending && changedFields(pending.form, pending.before).every(field => safeFields.includes(field));
  const isShown = mutation.error && !hasFieldProblems && !isConflict(mutation.error);
  return {
    isPending: mutation.isPending,
    /** The form that is being saved, if it may count as saved already. */
    assumed: isSafe ? pending.form : undefined,
    /** A failure that belongs to no field. */
    error: isShown ? mutation.error : undefined,
    conflict,
    dropConflict: () => setConflict(undefined),
    send: (sent: LinkForm) => send({ form: sent, before, read }),
    /** Saves what someone chose from both states. */
    resolve: (merged: LinkForm, theirs: LinkForm, current: ReadLink) => {
      setConflict(undefined);
      if (changedFields(merged, theirs).length > 0) send({ form: merged, before: theirs, read: current });
    },
  };
}

function isConflict(error: Error): boolean {
  return error instanceof ApiError && error.status === 412;
}
