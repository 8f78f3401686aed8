import { useController } from "react-hook-form";
import { Select } from "../../ui/select.tsx";
import type { NameOf } from "./fields.tsx";
import type { LinkForm } from "./link-form.ts";

export interface FormSelectProps {
  name: NameOf<string> | "code_style";
  label: string;
  hint?: string;
  options: readonly { value: string; label: string }[];
}

/** A field of the form for one of a few values. */
export function FormSelect({ name, ...props }: FormSelectProps) {
  const { field, fieldState } = useController<LinkForm, typeof name>({ name });
  return <Select {...props} value={field.value} onChange={field.onChange} error={fieldState.error?.message} />;
}
