import type { ReactNode } from "react";
import { FormProvider, type UseFormReturn } from "react-hook-form";
import { useMessages } from "../messages/catalogue.ts";
import { Button } from "../ui/button.tsx";
import { Page } from "../ui/page.tsx";
import { ProblemNotice } from "../ui/problem.tsx";
import { CardPreview } from "./aside/card-preview.tsx";
import type { LinkForm } from "./form/link-form.ts";
import { LeaveGuard } from "./leave-guard.tsx";
import { editorMessages } from "./messages/index.ts";
import { useEditorKeys } from "./use-editor-keys.ts";
import { useLeave } from "./use-leave.ts";
import { focusFirstProblem } from "./use-link-form.ts";

interface EditorFrameProps {
  title: string;
  form: UseFormReturn<LinkForm>;
  /** Whether something would be lost. */
  isDirty: boolean;
  isSaving: boolean;
  /** A failure that belongs to no field. */
  error: Error | undefined;
  saveLabel: string;
  onSave: (form: LinkForm) => void;
  /** Links to other pages about the link. */
  actions?: ReactNode;
  /** Notices above the form. */
  notices?: ReactNode;
  aside?: ReactNode;
  /** Said when someone leaves without saving. */
  leaveText: string;
  /** Whether the browser keeps the form as a draft. */
  isDraft?: boolean;
  children: ReactNode;
}

/** The frame of the editor of new and existing links: sections, previews beside them, and what saves. */
export function EditorFrame({
  title,
  form,
  isDirty,
  isSaving,
  error,
  saveLabel,
  onSave,
  actions,
  notices,
  aside,
  leaveText,
  isDraft = false,
  children,
}: EditorFrameProps) {
  const t = useMessages(editorMessages);
  const leave = useLeave();
  const save = form.handleSubmit(onSave, focusFirstProblem);
  useEditorKeys({ save: () => void save(), leave });
  return (
    <Page title={title} actions={actions}>
      <FormProvider {...form}>
        <form
          noValidate
          onSubmit={event => {
            // Forms of dialogs inside bubble here in React's tree.
            if (event.target === event.currentTarget) void save(event);
          }}
          className="flex flex-col gap-5"
        >
          {notices}
          {error && <ProblemNotice error={error} />}
          <div className="grid items-start gap-5 @desk:grid-cols-[minmax(0,1fr)_19rem]">
            <div className="flex min-w-0 flex-col gap-3">{children}</div>
            <aside aria-label={t.previews} className="flex flex-col gap-3 @desk:sticky @desk:top-5">
              {aside}
              <CardPreview />
            </aside>
          </div>
          <div className="print:hidden! sticky low:static bottom-nav z-10 -mx-4 flex flex-wrap items-center justify-end gap-2 border-t border-line bg-page px-4 py-3 @tablet:-mx-8 @tablet:px-8 @desk:bottom-0">
            <p role="status" className="mr-auto text-sm text-quiet">
              {isDirty && t.unsaved}
            </p>
            <Button onPress={leave}>{isDirty ? t.cancel : t.back}</Button>
            <Button type="submit" look="primary" isPending={isSaving} isDisabled={!isDirty}>
              {saveLabel}
            </Button>
          </div>
        </form>
      </FormProvider>
      <LeaveGuard isDirty={isDirty} text={leaveText} isDraft={isDraft} />
    </Page>
  );
}
