import { Check, ChevronDown } from "lucide-react";
import {
  Select as AriaSelect,
  type SelectProps as AriaSelectProps,
  Button,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  SelectValue,
} from "react-aria-components";
import { FieldNotes, inputClass, labelClass, toInvalid } from "./field.tsx";
import { optionClass, popoverClass } from "./menu-classes.ts";

interface Option<V extends string> {
  value: V;
  label: string;
}

interface SelectProps<V extends string>
  extends Omit<
    AriaSelectProps<Option<V>>,
    "className" | "style" | "children" | "value" | "onChange" | "selectionMode"
  > {
  label: string;
  isLabelHidden?: boolean;
  hint?: string;
  error?: string | undefined;
  options: readonly Option<V>[];
  value: V;
  onChange: (value: V) => void;
}

/** A choice of one of a few values. */
export function Select<V extends string>({
  label,
  isLabelHidden = false,
  hint,
  error,
  options,
  value,
  onChange,
  ...props
}: SelectProps<V>) {
  return (
    <AriaSelect
      {...props}
      value={value}
      onChange={chosen => onChange(chosen as V)}
      {...toInvalid(error !== undefined)}
      className="flex min-w-0 flex-col gap-1.5"
    >
      <Label className={isLabelHidden ? "sr-only" : labelClass}>{label}</Label>
      <Button className={`${inputClass} flex cursor-pointer items-center justify-between gap-2 text-left`}>
        <SelectValue className="min-w-0 py-1.5 wrap-anywhere" />
        <ChevronDown size={16} className="shrink-0 text-quiet" aria-hidden />
      </Button>
      <FieldNotes hint={hint} error={error} />
      <Popover className={`${popoverClass} min-w-(--trigger-width)`}>
        <ListBox items={options.map(option => ({ ...option, id: option.value }))} className="outline-none">
          {option => (
            <ListBoxItem id={option.value} textValue={option.label} className={`${optionClass} justify-between`}>
              {({ isSelected }) => (
                <>
                  {option.label}
                  {isSelected && <Check size={16} aria-hidden />}
                </>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
