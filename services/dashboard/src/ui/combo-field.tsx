import { ChevronDown } from "lucide-react";
import { useState } from "react";
import { Button, ComboBox, Input, Label, ListBox, ListBoxItem, Popover } from "react-aria-components";
import { FieldNotes, inputClass, labelClass, toInvalid } from "./field.tsx";
import { optionClass, popoverClass } from "./menu-classes.ts";

interface ComboFieldProps {
  label: string;
  isLabelHidden?: boolean;
  hint?: string;
  error?: string | undefined;
  placeholder?: string;
  options: readonly { value: string; label: string }[];
  value: string;
  onChange: (value: string) => void;
  onBlur?: () => void;
  /** Whether a value besides those of the options can be entered. */
  allowsNew?: boolean;
}

/** A field for one value of a long list, which typing searches. */
export function ComboField({
  label,
  isLabelHidden = false,
  hint,
  error,
  placeholder,
  options,
  value,
  onChange,
  onBlur,
  allowsNew = false,
}: ComboFieldProps) {
  const shown = options.find(option => option.value === value)?.label ?? value;
  const [typed, setTyped] = useState<string>();
  const settle = () => {
    if (typed !== undefined) {
      const known = options.find(option => option.label.toLowerCase() === typed.trim().toLowerCase());
      if (known) onChange(known.value);
      else if (allowsNew || typed.trim() === "") onChange(typed.trim());
    }
    setTyped(undefined);
    onBlur?.();
  };
  return (
    <ComboBox
      defaultItems={options.map(option => ({ ...option, id: option.value }))}
      inputValue={typed ?? shown}
      onInputChange={setTyped}
      value={options.some(option => option.value === value) ? value : null}
      onChange={key => {
        if (key === null) return;
        setTyped(undefined);
        onChange(String(key));
      }}
      onBlur={settle}
      allowsCustomValue
      menuTrigger="focus"
      {...toInvalid(error !== undefined)}
      className="flex min-w-0 flex-col gap-1.5"
    >
      <Label className={isLabelHidden ? "sr-only" : labelClass}>{label}</Label>
      <div className="relative flex items-center">
        <Input
          className={`${inputClass} pr-9`}
          onKeyDown={event => {
            // With an option in focus, Enter chooses it.
            if (event.key === "Enter" && !event.currentTarget.getAttribute("aria-activedescendant")) settle();
          }}
          {...(placeholder !== undefined && { placeholder })}
        />
        <Button className="absolute right-1 flex size-8 cursor-pointer items-center justify-center text-quiet">
          <ChevronDown size={16} aria-hidden />
        </Button>
      </div>
      <FieldNotes {...(hint !== undefined && { hint })} error={error} />
      <Popover className={`${popoverClass} max-h-72 min-w-(--trigger-width)`}>
        <ListBox<{ id: string; label: string }> className="outline-none">
          {item => (
            <ListBoxItem id={item.id} textValue={item.label} className={optionClass}>
              {item.label}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
