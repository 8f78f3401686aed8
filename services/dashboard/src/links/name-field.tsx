import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { Input, Label, TextField, type TextFieldProps } from "react-aria-components";
import { FieldNotes, inputClass, labelClass } from "../ui/field.tsx";
import { labelQueries } from "./labels.ts";

interface NameFieldProps extends Pick<TextFieldProps, "value" | "onChange" | "isRequired" | "maxLength"> {
  of: keyof typeof labelQueries;
  label: string;
  hint?: string;
}

/** A field for a tag or a folder, which proposes those that exist. */
export function NameField({ of, label, hint, ...props }: NameFieldProps) {
  const list = useId();
  const { data } = useQuery(labelQueries[of]);
  return (
    <TextField {...props} name={of} autoComplete="off" className="flex min-w-0 flex-col gap-1.5">
      <Label className={labelClass}>{label}</Label>
      <Input list={list} className={inputClass} />
      <datalist id={list}>
        {data?.items.map(({ name, workspace_id }) => (
          <option key={`${workspace_id} ${name}`} value={name} />
        ))}
      </datalist>
      <FieldNotes hint={hint} />
    </TextField>
  );
}
