import { utmFields } from "@shunt/contracts/links";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { api } from "../../api/client.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { TextField } from "../../ui/field.tsx";
import { useProblemText } from "../../ui/problem-text.ts";
import { Select } from "../../ui/select.tsx";
import { showToast } from "../../ui/toast.ts";
import { useMay } from "../../workspaces/use-may.ts";
import { utmTemplatesQuery } from "../api.ts";
import type { LinkForm } from "../form/link-form.ts";
import { useLinkWorkspace, useWorkspaceTemplates } from "../link-workspace.ts";
import { editorMessages } from "../messages/index.ts";

/** Fills the fields from a template, or keeps them as one. */
export function UtmTemplatePicker() {
  const t = useMessages(editorMessages);
  const templates = useWorkspaceTemplates();
  const { setValue } = useFormContext<LinkForm>();
  const values = useWatch<LinkForm, typeof utmFields>({ name: utmFields });
  const mayCreate = useMay()("edit", "utmTemplate", useLinkWorkspace());
  const [isNaming, setNaming] = useState(false);
  const applied = templates.find(each => utmFields.every((field, i) => (each[field] ?? "") === values[i]?.trim()));
  const apply = (id: string) => {
    const chosen = templates.find(each => each.id === id);
    for (const field of utmFields) setValue(field, chosen?.[field] ?? "");
  };
  return (
    <div className="flex flex-wrap items-end gap-3">
      {templates.length > 0 && (
        <div className="w-64 max-w-full">
          <Select
            label={t.utmTemplate}
            options={[
              { value: "", label: t.noTemplate },
              ...templates.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            value={applied?.id ?? ""}
            onChange={apply}
          />
        </div>
      )}
      {mayCreate && applied === undefined && values.some(value => value.trim()) && (
        <Button onPress={() => setNaming(true)}>{t.saveAsTemplate}</Button>
      )}
      {isNaming && <NameDialog values={values} onClose={() => setNaming(false)} />}
    </div>
  );
}

function NameDialog({ values, onClose }: { values: readonly string[]; onClose: () => void }) {
  const t = useMessages(editorMessages);
  const toText = useProblemText();
  const queryClient = useQueryClient();
  const workspaceId = useLinkWorkspace();
  const [name, setName] = useState("");
  const save = useMutation({
    mutationFn: () =>
      api.createUtmTemplate({
        body: {
          name,
          ...(workspaceId !== undefined && { workspace_id: workspaceId }),
          ...Object.fromEntries(utmFields.map((field, i) => [field, values[i]?.trim() || null])),
        },
      }),
    onSuccess: async template => {
      await queryClient.invalidateQueries({ queryKey: utmTemplatesQuery.queryKey });
      showToast({ text: t.templateSaved(template.name) });
      onClose();
    },
  });
  return (
    <Dialog
      title={t.saveAsTemplate}
      isOpen
      onClose={onClose}
      actions={
        <Button look="primary" isDisabled={name.trim() === ""} isPending={save.isPending} onPress={() => save.mutate()}>
          {t.save}
        </Button>
      }
    >
      <TextField
        label={t.templateName}
        value={name}
        onChange={setName}
        error={save.error ? toText(save.error) : undefined}
        autoFocus
      />
    </Dialog>
  );
}
