import { type UtmField, type UtmTemplate, utmFields } from "@shunt/contracts/links";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../api/client.ts";
import { queryClient } from "../api/query-client.ts";
import { editorMessages } from "../editor/messages/index.ts";
import { toTaggedUrl } from "../editor/sections/tagged-url.ts";
import { useMessages } from "../messages/catalogue.ts";
import { TextField } from "../ui/field.tsx";
import { FormDialog } from "../ui/form-dialog.tsx";
import { toFieldErrors } from "../ui/problem-text.ts";
import { showToast } from "../ui/toast.ts";
import { useFormProblems } from "../ui/use-form-problems.ts";
import { useWorkspaceChoice } from "../workspaces/new-link-workspace.ts";
import { WorkspaceField } from "../workspaces/workspace-field.tsx";
import { utmTemplateMessages } from "./messages/index.ts";

interface TemplateDialogProps {
  /** The template to change; without it, the dialog makes a new one. */
  template?: UtmTemplate;
  onClose: () => void;
}

type Values = Record<UtmField, string>;

/** Makes a template, or changes one. */
export function TemplateDialog({ template, onClose }: TemplateDialogProps) {
  const t = useMessages(utmTemplateMessages);
  const { utmFields: utmFieldTexts } = useMessages(editorMessages);
  const workspace = useWorkspaceChoice({ kind: "utmTemplate" });
  const [name, setName] = useState(template?.name ?? "");
  const [values, setValues] = useState(() => toValues(template));
  const save = useMutation({
    mutationFn: () => {
      const body = { name: name.trim(), ...toFields(values) };
      return template
        ? api.updateUtmTemplate({ params: { id: template.id }, body })
        : api.createUtmTemplate({ body: { ...body, ...workspace.request } });
    },
    onSuccess: async saved => {
      await queryClient.invalidateQueries({ queryKey: ["utm-templates"] });
      if (!template) showToast({ text: t.created(saved.name) });
      onClose();
    },
  });
  const errors = toFieldErrors(save.error);
  const isAtField = ["name", ...utmFields].some(field => errors[field] !== undefined);
  const { general, formProps } = useFormProblems(save.error, isAtField ? errors : {});
  const tags = toTaggedUrl("https://example.com/", values).split("?")[1];
  return (
    <FormDialog
      title={template ? t.editTitle(template.name) : t.create}
      onClose={onClose}
      onSubmit={() => save.mutate()}
      submitLabel={t.save}
      isPending={save.isPending}
      problem={general}
      {...formProps}
    >
      {template && <p className="text-quiet">{t.editAbout}</p>}
      <TextField
        name="name"
        label={t.name}
        placeholder={t.nameExample}
        value={name}
        onChange={setName}
        maxLength={50}
        autoComplete="off"
        isRequired
        autoFocus
      />
      {!template && <WorkspaceField choice={workspace} />}
      {utmFields.map(field => (
        <TextField
          key={field}
          name={field}
          label={utmFieldTexts[field].label}
          hint={utmFieldTexts[field].hint}
          value={values[field]}
          onChange={value => setValues({ ...values, [field]: value })}
          maxLength={255}
          kind="code"
        />
      ))}
      {tags !== undefined && (
        <div>
          <p className="text-sm font-medium">{t.preview}</p>
          <output className="mt-1 block rounded-lg bg-sunken px-3 py-2 font-mono text-sm wrap-anywhere">?{tags}</output>
        </div>
      )}
    </FormDialog>
  );
}

function toValues(template: UtmTemplate | undefined): Values {
  return Object.fromEntries(utmFields.map(field => [field, template?.[field] ?? ""])) as Values;
}

function toFields(values: Values): Record<UtmField, string | null> {
  return Object.fromEntries(utmFields.map(field => [field, values[field].trim() || null])) as Record<
    UtmField,
    string | null
  >;
}
