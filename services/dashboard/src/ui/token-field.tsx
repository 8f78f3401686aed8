import { X } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import {
  Button,
  ComboBox,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Tag,
  TagGroup,
  TagList,
} from "react-aria-components";
import { useMessages } from "../messages/catalogue.ts";
import { FieldNotes, inputClass, labelClass, toInvalid } from "./field.tsx";
import { optionClass, popoverClass } from "./menu-classes.ts";
import { uiMessages } from "./messages/index.ts";

interface TokenFieldProps {
  label: string;
  isLabelHidden?: boolean;
  hint?: string;
  error?: string | undefined;
  placeholder?: string;
  options: readonly { value: string; label: string }[];
  values: readonly string[];
  onChange: (values: string[]) => void;
  onBlur?: () => void;
  /** Whether values besides those of the options can be entered. */
  allowsNew?: boolean;
}

/** A field for several values: pick them from a list, or type new ones. */
export function TokenField({
  label,
  isLabelHidden = false,
  hint,
  error,
  placeholder,
  options,
  values,
  onChange,
  onBlur,
  allowsNew = false,
}: TokenFieldProps) {
  const t = useMessages(uiMessages);
  const [typed, setTyped] = useState("");
  const labels = new Map(options.map(option => [option.value, option.label]));
  const left = options.filter(({ value }) => !values.includes(value));
  const added = typed.trim();
  const isNew =
    allowsNew && added !== "" && !options.some(each => isSame(each.label, added) || isSame(each.value, added));
  const items = [
    ...left.map(each => ({ ...each, text: each.label })),
    ...(isNew ? [{ value: added, label: t.add(added), text: added }] : []),
  ];

  const add = (value: string) => {
    setTyped("");
    if (!values.some(each => isSame(each, value))) onChange([...values, value]);
  };
  const remove = (gone: ReadonlySet<unknown>) => onChange(values.filter(each => !gone.has(each)));
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === "Backspace" && typed === "") onChange(values.slice(0, -1));
    // With an option in focus, Enter chooses it.
    const isFree = !event.currentTarget.getAttribute("aria-activedescendant");
    if (added === "" || !(event.key === "," || (event.key === "Enter" && isFree))) return;
    const known = left.find(each => isSame(each.label, added) || isSame(each.value, added))?.value;
    if (known === undefined && !allowsNew) return;
    event.preventDefault();
    add(known ?? added);
  };

  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <ComboBox
        items={items}
        inputValue={typed}
        onInputChange={setTyped}
        value={null}
        onChange={key => key !== null && add(String(key))}
        onBlur={() => {
          if (isNew) add(added);
          else setTyped("");
          onBlur?.();
        }}
        allowsCustomValue
        allowsEmptyCollection={false}
        menuTrigger="focus"
        {...toInvalid(error !== undefined)}
        className="flex min-w-0 flex-col gap-1.5"
      >
        <Label className={isLabelHidden ? "sr-only" : labelClass}>{label}</Label>
        <Input className={inputClass} onKeyDown={onKeyDown} {...(placeholder !== undefined && { placeholder })} />
        <FieldNotes {...(hint !== undefined && { hint })} error={error} />
        <Popover className={`${popoverClass} max-h-72 min-w-(--trigger-width)`}>
          <ListBox<(typeof items)[number]> className="outline-none">
            {item => (
              <ListBoxItem id={item.value} textValue={item.text} className={optionClass}>
                {item.label}
              </ListBoxItem>
            )}
          </ListBox>
        </Popover>
      </ComboBox>
      {values.length > 0 && (
        <TagGroup aria-label={label} onRemove={remove}>
          <TagList className="flex flex-wrap gap-1.5">
            {values.map(value => (
              <Tag
                key={value}
                id={value}
                textValue={labels.get(value) ?? value}
                className="flex max-w-full items-center gap-1 rounded-md bg-accent-soft py-0.5 pr-0.5 pl-2 text-sm text-accent"
              >
                <span className="min-w-0 wrap-anywhere">{labels.get(value) ?? value}</span>
                <Button
                  slot="remove"
                  className="flex size-6 shrink-0 cursor-pointer items-center justify-center rounded data-hovered:bg-card"
                >
                  <X size={14} aria-hidden />
                </Button>
              </Tag>
            ))}
          </TagList>
        </TagGroup>
      )}
    </div>
  );
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
