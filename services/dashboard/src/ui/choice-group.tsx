import type { ReactNode } from "react";
import { Label, Radio, RadioGroup } from "react-aria-components";
import { labelClass } from "./field.tsx";

interface ChoiceGroupProps<V extends string> {
  label: string;
  value: V;
  onChange: (value: V) => void;
  options: readonly { value: V; label: string; icon?: ReactNode }[];
}

/** A choice of a few values that are all in sight, beside each other. */
export function ChoiceGroup<V extends string>({ label, value, onChange, options }: ChoiceGroupProps<V>) {
  return (
    <RadioGroup
      value={value}
      onChange={chosen => onChange(chosen as V)}
      orientation="horizontal"
      className="flex min-w-0 flex-col gap-1.5"
    >
      <Label className={labelClass}>{label}</Label>
      <div className="flex flex-wrap gap-2">
        {options.map(option => (
          <Radio
            key={option.value}
            value={option.value}
            className="flex min-h-10 cursor-pointer items-center gap-2 rounded-lg border border-field bg-card px-3 data-focus-visible:outline-2 data-focus-visible:outline-offset-2 data-focus-visible:outline-accent data-hovered:bg-sunken data-selected:border-accent data-selected:bg-accent-soft data-selected:font-medium data-selected:text-accent"
          >
            {option.icon}
            {option.label}
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}
