import { type UtmField, type UtmTemplate, utmFields } from "@shunt/contracts/links";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Form } from "react-aria-components";
import { api } from "../api/client.ts";
import { queryClient } from "../api/query-client.ts";
import { editorMessages } from "../editor/messages/index.ts";
import { toTaggedUrl } from "../editor/sections/tagged-url.ts";
import { useMessages } from "../messages/catalogue.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { TextField } from "../ui/field.tsx";
import { ProblemNotice } from "../ui/problem.tsx";
import { toFieldErrors } from "../ui/problem-text.ts";
import { showToast } from "../ui/toast.ts";
import { useFormProblems } from "../ui/use-form-problems.ts";
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
  const [name, setName] = useState(template?.name ?? "");
  const [values, setValues] = useState(() => toValues(template));
  const save = useMutation({
    mutationFn: () => {
      const body = { name: name.trim(), ...toFields(values) };
      return template ? api.updateUtmTemplate({ params: { id: template.id }, body }) : api.createUtmTemplate({ body });
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
    <Dialog title={template ? t.editTitle(template.name) : t.create} isOpen onClose={onClose}>
      <Form
        className="flex flex-col gap-4"
        {...formProps}
        onSubmit={event => {
          event.preventDefault();
          save.mutate();
        }}
      >
        {template && <p className="text-quiet">{t.editAbout}</p>}
        {general && <ProblemNotice error={general} />}
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
        {utmFields.map(field => (
          <TextField
            key={field}
            name={field}
            label={utmFieldTexts[field].label}
            hint={utmFieldTexts[field].hint}
            value={values[field]}
            onChange={value => setValues({ ...values, [field]: value })}
            maxLength={255}
            autoComplete="off"
          />
        ))}
        {tags !== undefined && (
          <div>
            <p className="text-sm font-medium">{t.preview}</p>
            <output className="mt-1 block rounded-lg bg-sunken px-3 py-2 font-mono text-sm wrap-anywhere">
              ?{tags}
            </output>
          </div>
        )}
        <div className="flex justify-end">
          <Button type="submit" look="primary" isPending={save.isPending}>
            {t.save}
          </Button>
        </div>
      </Form>
    </Dialog>
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
