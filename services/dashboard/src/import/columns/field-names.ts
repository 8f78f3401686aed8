import { type ImportField, importFields } from "@shunt/contracts/links";
import { editorMessages } from "../../editor/messages/index.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { importMessages } from "../messages/index.ts";

/** Returns the names of fields as people read them. */
export function useFieldNames(): (field: ImportField) => string {
  const { fieldLabels } = useMessages(editorMessages);
  const { fieldNames } = useMessages(importMessages);
  return field => (fieldLabels as Record<string, string>)[field] ?? fieldNames[field] ?? field;
}

/** All fields by name. */
export function useFieldOptions(): { value: ImportField; label: string }[] {
  const toName = useFieldNames();
  return importFields.map(value => ({ value, label: toName(value) }));
}
