import { useMessages } from "../messages/catalogue.ts";
import { Select } from "../ui/select.tsx";
import { adminMessages } from "./messages/index.ts";

const all = "";

interface ShowChoiceProps<V extends string> {
  value: V | undefined;
  options: Record<V, string>;
  onChange: (value: V | undefined) => void;
}

/** Narrows a list to some of its items. */
export function ShowChoice<V extends string>({ value, options, onChange }: ShowChoiceProps<V>) {
  const t = useMessages(adminMessages);
  const names = Object.entries<string>(options).map(([name, label]) => ({ value: name, label }));
  return (
    <div className="w-52">
      <Select
        label={t.show}
        isLabelHidden
        value={value ?? all}
        options={[{ value: all, label: t.all }, ...names]}
        onChange={chosen => onChange(chosen === all ? undefined : (chosen as V))}
      />
    </div>
  );
}
