import type { SavedView, SavedViewPage } from "@shunt/contracts/analytics";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { BookmarkCheck, Trash2 } from "lucide-react";
import { useState } from "react";
import { api } from "../api/client.ts";
import { useMessages } from "../messages/catalogue.ts";
import { IconButton } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { TextField } from "../ui/field.tsx";
import { FormDialog } from "../ui/form-dialog.tsx";
import { uiMessages } from "../ui/messages/index.ts";
import { useProblemText } from "../ui/problem-text.ts";
import { showToast } from "../ui/toast.ts";
import { useFormProblems } from "../ui/use-form-problems.ts";
import { savedViewMessages } from "./messages/index.ts";
import { type StoredSearch, savedViewsQuery } from "./queries.ts";

interface SavedViewDialogsProps {
  kind: "save" | "manage";
  page: SavedViewPage;
  views: readonly SavedView[];
  search: StoredSearch;
  onClose: () => void;
}

export function SavedViewDialogs({ kind, ...props }: SavedViewDialogsProps) {
  return kind === "save" ? <SaveDialog {...props} /> : <ManageDialog {...props} />;
}

function SaveDialog({ page, search, onClose }: Omit<SavedViewDialogsProps, "kind">) {
  const t = useMessages(savedViewMessages);
  const queryClient = useQueryClient();
  const save = useMutation({
    mutationFn: (name: string) => api.createSavedView({ body: { page, name, search } }),
    onSuccess: ({ name }) => {
      showToast({ text: t.saved(name) });
      onClose();
      return queryClient.invalidateQueries(savedViewsQuery(page));
    },
  });
  const { general, formProps } = useFormProblems(save.error);
  return (
    <FormDialog
      title={t.saveTitle}
      onClose={onClose}
      onSubmit={form => save.mutate(String(form.get("name")))}
      submitLabel={t.saveAction}
      isPending={save.isPending}
      problem={general}
      {...formProps}
    >
      <TextField name="name" label={t.name} hint={t.saveHint} maxLength={50} isRequired autoFocus />
    </FormDialog>
  );
}

function ManageDialog({ page, views, search, onClose }: Omit<SavedViewDialogsProps, "kind">) {
  const t = useMessages(savedViewMessages);
  return (
    <Dialog title={t.manageTitle} isOpen onClose={onClose}>
      {views.length === 0 && <p className="py-6 text-center text-quiet">{t.noViews}</p>}
      <ul className="flex flex-col gap-2">
        {views.map(view => (
          <ViewItem key={view.id} page={page} view={view} search={search} />
        ))}
      </ul>
    </Dialog>
  );
}

interface ViewItemProps {
  page: SavedViewPage;
  view: SavedView;
  search: StoredSearch;
}

/** A name that can be changed in place, and what else can be done. */
function ViewItem({ page, view, search }: ViewItemProps) {
  const t = useMessages(savedViewMessages);
  const { undo } = useMessages(uiMessages);
  const toText = useProblemText();
  const queryClient = useQueryClient();
  const [name, setName] = useState(view.name);
  const options = {
    onError: (error: Error) => showToast({ text: toText(error), isError: true }),
    onSettled: () => queryClient.invalidateQueries(savedViewsQuery(page)),
  };
  const params = { id: view.id };
  const rename = useMutation({ mutationFn: () => api.updateSavedView({ params, body: { name } }), ...options });
  const replace = useMutation({
    mutationFn: () => api.updateSavedView({ params, body: { search } }),
    onSuccess: () => showToast({ text: t.replaced(view.name) }),
    ...options,
  });
  const restore = useMutation({
    mutationFn: () => api.createSavedView({ body: { page, name: view.name, search: view.search } }),
    ...options,
  });
  const remove = useMutation({
    mutationFn: () => api.deleteSavedView({ params }),
    onSuccess: () => showToast({ text: t.deleted(view.name), action: { label: undo, run: () => restore.mutate() } }),
    ...options,
  });
  const settle = () => {
    if (name.trim() === "") setName(view.name);
    else if (name.trim() !== view.name) rename.mutate();
  };
  return (
    <li className="flex items-center gap-1">
      <div className="min-w-0 flex-1">
        <TextField
          label={t.rename(view.name)}
          isLabelHidden
          value={name}
          onChange={setName}
          onBlur={settle}
          onKeyDown={event => event.key === "Enter" && settle()}
          maxLength={50}
        />
      </div>
      <IconButton label={t.replace(view.name)} icon={<BookmarkCheck size={16} />} onPress={() => replace.mutate()} />
      <IconButton label={t.delete(view.name)} icon={<Trash2 size={16} />} onPress={() => remove.mutate()} />
    </li>
  );
}
