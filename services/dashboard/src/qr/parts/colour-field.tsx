import { useState } from "react";
import { useMessages } from "../../messages/catalogue.ts";
import { TextField } from "../../ui/field.tsx";
import { qrMessages } from "../messages/index.ts";
import { isColour } from "../studio-design.ts";

interface ColourFieldProps {
  label: string;
  /** `#` and six hexadecimal digits. */
  value: string;
  onChange: (colour: string) => void;
}

/** A colour, picked or typed. */
export function ColourField({ label, value, onChange }: ColourFieldProps) {
  const t = useMessages(qrMessages);
  const [typed, setTyped] = useState<string>();
  const change = (text: string) => {
    setTyped(text);
    if (isColour(toHex(text))) onChange(toHex(text));
  };
  return (
    <div className="flex items-start gap-2">
      <div className="min-w-0 flex-1">
        <TextField
          label={label}
          value={typed ?? value}
          onChange={change}
          onBlur={() => setTyped(undefined)}
          error={typed !== undefined && !isColour(toHex(typed)) ? t.hexHint : undefined}
          kind="code"
        />
      </div>
      <input
        type="color"
        aria-label={t.pick(label)}
        value={value}
        onChange={event => onChange(event.target.value)}
        className="mt-6.5 h-10 w-12 shrink-0 cursor-pointer rounded-lg border border-field bg-card p-1"
      />
    </div>
  );
}

function toHex(text: string): string {
  const digits = text.trim().toLowerCase();
  return digits.startsWith("#") ? digits : `#${digits}`;
}
