import { useController, useFormContext, useWatch } from "react-hook-form";
import { useMessages } from "../../messages/catalogue.ts";
import { ComboField } from "../../ui/combo-field.tsx";
import { TokenField } from "../../ui/token-field.tsx";
import { FormText } from "../form/fields.tsx";
import type { LinkForm } from "../form/link-form.ts";
import { useFieldErrors } from "../form/use-field-errors.ts";
import { useWorkspaceFolders, useWorkspaceTags } from "../link-workspace.ts";
import { editorMessages } from "../messages/index.ts";
import { Pair } from "../pair.tsx";

/** Title, tags, folder and notes, by which people find the link again. */
export function OrganiseFields() {
  const t = useMessages(editorMessages);
  return (
    <>
      <FormText name="title" label={t.title} hint={t.titleHint} />
      <Pair>
        <Tags />
        <Folder />
      </Pair>
      <FormText name="notes" label={t.notes} rows={3} />
      <FormText name="external_id" kind="code" label={t.externalId} hint={t.externalIdHint} />
    </>
  );
}

function Tags() {
  const t = useMessages(editorMessages);
  const tags = useWorkspaceTags();
  const { field } = useController<LinkForm, "tags">({ name: "tags" });
  const errors = useFieldErrors();
  return (
    <TokenField
      label={t.tags}
      placeholder={t.tagsPlaceholder}
      options={toOptions(tags)}
      values={field.value}
      onChange={field.onChange}
      onBlur={field.onBlur}
      error={errors.within("tags")}
      allowsNew
    />
  );
}

function Folder() {
  const t = useMessages(editorMessages);
  const folders = useWorkspaceFolders();
  const { setValue } = useFormContext<LinkForm>();
  const folder = useWatch<LinkForm, "folder">({ name: "folder" });
  const errors = useFieldErrors();
  return (
    <ComboField
      label={t.folder}
      hint={t.folderHint}
      options={toOptions(folders)}
      value={folder}
      onChange={value => setValue("folder", value)}
      error={errors.at("folder")}
      allowsNew
    />
  );
}

function toOptions(labels: readonly { name: string }[]) {
  return labels.map(({ name }) => ({ value: name, label: name }));
}
