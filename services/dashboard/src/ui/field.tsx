import type { ReactNode } from "react";
import {
  TextArea as AriaTextArea,
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
  FieldError,
  Input,
  Label,
  Text,
} from "react-aria-components";

export const inputClass =
  "min-h-10 w-full min-w-0 rounded-lg border border-field bg-card px-3 text-text placeholder-shown:text-ellipsis placeholder:text-quiet data-disabled:opacity-60 data-focused:outline-2 data-focused:-outline-offset-1 data-focused:outline-accent data-invalid:border-act";
export const labelClass = "text-sm font-medium";

/** Phones must neither begin these texts with a capital nor correct them. */
const exact = { autoComplete: "off", autoCorrect: "off", spellCheck: "false" } as const;
const kinds = { code: exact, address: { ...exact, inputMode: "url" } } as const;

interface FieldProps extends Omit<AriaTextFieldProps, "className" | "style" | "children"> {
  label: string;
  /** For texts that programs read: a code, a name or a colour, or an address of the web. */
  kind?: keyof typeof kinds | undefined;
  /** Explains what to write. */
  hint?: ReactNode;
  placeholder?: string;
  /** The problem with the value; problems of the surrounding `Form` need none. */
  error?: string | undefined;
  /** Hides the label from sight where the surroundings say the same. */
  isLabelHidden?: boolean;
  /** Shown inside the field, before the value. */
  prefix?: ReactNode;
  /** Shown inside the field, after the value, such as a button. */
  suffix?: ReactNode;
}

/** A field for one line of text, with label, hint and error. */
export function TextField({
  label,
  kind,
  hint,
  placeholder,
  error,
  isLabelHidden,
  prefix,
  suffix,
  ...props
}: FieldProps) {
  return (
    <AriaTextField
      {...(kind && kinds[kind])}
      {...props}
      {...toInvalid(props.isInvalid || error !== undefined)}
      className="flex min-w-0 flex-col gap-1.5"
    >
      <Label className={isLabelHidden ? "sr-only" : labelClass}>{label}</Label>
      <div className="relative flex items-center">
        {prefix !== undefined && <span className="pointer-events-none absolute left-3 text-quiet">{prefix}</span>}
        <Input
          {...(kind && { autoCapitalize: "none" })}
          {...(placeholder !== undefined && { placeholder })}
          className={`${inputClass} ${prefix === undefined ? "" : "pl-9"} ${suffix === undefined ? "" : "pr-11"}`}
        />
        {suffix !== undefined && <span className="absolute right-1 flex items-center">{suffix}</span>}
      </div>
      <FieldNotes hint={hint} error={error} />
    </AriaTextField>
  );
}

/** A field for several lines of text. */
export function TextArea({
  label,
  kind,
  hint,
  placeholder,
  error,
  isLabelHidden,
  rows = 3,
  ...props
}: FieldProps & { rows?: number }) {
  return (
    <AriaTextField
      {...(kind && kinds[kind])}
      {...props}
      {...toInvalid(props.isInvalid || error !== undefined)}
      className="flex min-w-0 flex-col gap-1.5"
    >
      <Label className={isLabelHidden ? "sr-only" : labelClass}>{label}</Label>
      <AriaTextArea
        rows={rows}
        {...(kind && { autoCapitalize: "none" })}
        {...(placeholder !== undefined && { placeholder })}
        className={`${inputClass} py-2`}
      />
      <FieldNotes hint={hint} error={error} />
    </AriaTextField>
  );
}

/**
 * A given `isInvalid`, even `false`, would hide the problems that the server has found, which are those of the form. Marks
 * the field without the browser's own validation, which would keep the form from being sent again.
 */
export function toInvalid(isInvalid: boolean): { isInvalid?: true; validationBehavior?: "aria" } {
  return isInvalid ? { isInvalid, validationBehavior: "aria" } : {};
}

/** The hint and the error below a field. */
export function FieldNotes({ hint, error }: { hint?: ReactNode; error?: string | undefined }) {
  return (
    <>
      {hint !== undefined && (
        <Text slot="description" className="text-sm text-quiet">
          {hint}
        </Text>
      )}
      <FieldError className="text-sm text-act">
        {/* The focus may be in the field already, where only an alert is read. */}
        {({ validationErrors }) => {
          const text = error ?? validationErrors.join(" ");
          return text === "" ? null : <span role="alert">{text}</span>;
        }}
      </FieldError>
    </>
  );
}
