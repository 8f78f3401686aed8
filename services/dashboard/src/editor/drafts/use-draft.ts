import { useEffect, useRef, useState } from "react";
import { blankForm, changedFields } from "../form/form-fields.ts";
import type { LinkForm } from "../form/link-form.ts";
import { onDiscardedDrafts } from "./discard-drafts.ts";
import { type Draft, deleteDraft, listDrafts, saveDraft } from "./draft-store.ts";

const pauseMs = 500;

export interface EditorDraft {
  /** Earlier drafts that could be continued; empty once one writes. */
  earlier: readonly Draft[];
  /** Continues an earlier draft. */
  resume: (draft: Draft) => void;
  remove: (draft: Draft) => void;
  /** Deletes the draft of this editor, after its link was created. */
  end: () => void;
}

/** Keeps what is written in the browser, and offers earlier drafts. */
export function useDraft(accountId: string, form: LinkForm, workspaceId: string | undefined): EditorDraft {
  const [earlier, setEarlier] = useState(() => listDrafts(localStorage, accountId, Date.now()));
  const id = useRef<string>(undefined);
  const save = useRef(() => {});
  const hasEnded = useRef(false);
  const isEmpty = changedFields(form, blankForm).length === 0;
  useEffect(() => {
    if (isEmpty && id.current === undefined) return;
    id.current ??= `${Date.now()}-${Math.random().toString(36).slice(2)}`;
    const draft = { id: id.current, accountId, workspaceId, form };
    save.current = () => hasEnded.current || saveDraft(localStorage, { ...draft, savedAt: Date.now() }, Date.now());
    const timer = setTimeout(save.current, pauseMs);
    return () => clearTimeout(timer);
  }, [accountId, form, workspaceId, isEmpty]);
  useEffect(
    () =>
      onDiscardedDrafts(accountId, () => {
        hasEnded.current = true;
      }),
    [accountId],
  );
  useEffect(() => {
    const saveNow = () => save.current();
    addEventListener("pagehide", saveNow);
    return () => {
      removeEventListener("pagehide", saveNow);
      saveNow();
    };
  }, []);
  return {
    earlier: isEmpty ? earlier : [],
    resume: draft => {
      id.current = draft.id;
    },
    remove: draft => {
      deleteDraft(localStorage, draft.id, Date.now());
      setEarlier(earlier.filter(each => each !== draft));
    },
    end: () => {
      hasEnded.current = true;
      if (id.current !== undefined) deleteDraft(localStorage, id.current, Date.now());
    },
  };
}
