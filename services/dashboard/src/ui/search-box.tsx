import { Search } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { TextField } from "./field.tsx";

const pauseMs = 250;

interface SearchBoxProps {
  label: string;
  placeholder?: string;
  value: string;
  onChange: (value: string) => void;
}

/** Searches while people type, once they pause. */
export function SearchBox({ label, placeholder, value, onChange }: SearchBoxProps) {
  const [typed, setTyped] = useState(value);
  const [sent, setSent] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // A search that is still to come must not lead back to a page that was left.
  useEffect(() => () => clearTimeout(timer.current), []);
  // The address may change elsewhere, as by "Clear filters" or the browser's way back.
  if (value !== sent) {
    setSent(value);
    setTyped(value);
  }
  const type = (text: string) => {
    setTyped(text);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      setSent(text);
      onChange(text);
    }, pauseMs);
  };
  return (
    <search className="min-w-0 flex-1 basis-full @phone:basis-40">
      <TextField
        name="q"
        type="search"
        label={label}
        isLabelHidden
        {...(placeholder !== undefined && { placeholder })}
        prefix={<Search size={18} aria-hidden />}
        value={typed}
        onChange={type}
        autoComplete="off"
      />
    </search>
  );
}
