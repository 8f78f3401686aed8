import type { ReactNode } from "react";
import { useController } from "react-hook-form";
import { toWebAddress } from "../../home/to-web-address.ts";
import { Switch } from "../../ui/choices.tsx";
import { TextArea, TextField } from "../../ui/field.tsx";
import type { FormField, LinkForm } from "./link-form.ts";

export type NameOf<V> = {
  [F in FormField]: LinkForm[F] extends V ? (V extends LinkForm[F] ? F : never) : never;
}[FormField];

interface TextProps {
  name: NameOf<string>;
  label: string;
  hint?: ReactNode;
  placeholder?: string;
  autoFocus?: boolean;
  isRequired?: boolean;
  inputMode?: "url" | "numeric";
  type?: string;
  prefix?: ReactNode;
  suffix?: ReactNode;
  /** For texts that programs read. */
  kind?: "code";
  /** Adds the scheme that people leave out when they leave the field. */
  isAddress?: boolean;
  rows?: number;
}

/** A field of the form for text. */
export function FormText({ name, isAddress = false, rows, ...props }: TextProps) {
  const { field, fieldState } = useController<LinkForm, typeof name>({ name });
  const Field = rows === undefined ? TextField : TextArea;
  return (
    <Field
      {...props}
      {...(rows !== undefined && { rows })}
      {...(isAddress && { kind: "address" })}
      name={name}
      value={field.value}
      onChange={field.onChange}
      onBlur={() => {
        if (isAddress && field.value.trim()) field.onChange(toWebAddress(field.value));
        // An empty field that someone only passes is not a mistake yet.
        if (field.value !== "" || fieldState.isDirty) field.onBlur();
      }}
      error={fieldState.error?.message}
    />
  );
}

/** A field of the form for a moment in the visitor's time zone. */
export function FormTime(props: Omit<TextProps, "type">) {
  return <FormText {...props} type="datetime-local" />;
}

/** A field of the form that is on or off. */
export function FormSwitch({ name, label, hint }: { name: NameOf<boolean>; label: string; hint?: ReactNode }) {
  const { field, fieldState } = useController<LinkForm, typeof name>({ name });
  return (
    <div className="flex flex-col gap-1">
      <Switch isSelected={field.value} onChange={field.onChange}>
        {label}
      </Switch>
      {hint !== undefined && <p className="pl-12.5 text-sm text-quiet">{hint}</p>}
      {fieldState.error && (
        <p role="alert" className="pl-12.5 text-sm text-act">
          {fieldState.error.message}
        </p>
      )}
    </div>
  );
}
