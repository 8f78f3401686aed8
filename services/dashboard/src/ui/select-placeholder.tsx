import { ChevronDown } from "lucide-react";
import { inputClass, labelClass } from "./field.tsx";

/** Looks like a closed `Select` while its code is on its way. */
export function SelectPlaceholder({ label, value }: { label: string; value: string }) {
  return (
    <div aria-hidden data-skeleton className="flex min-w-0 flex-col gap-1.5">
      <span className={labelClass}>{label}</span>
      <span className={`${inputClass} flex items-center justify-between gap-2`}>
        <span className="min-w-0 py-1.5 wrap-anywhere">{value}</span>
        <ChevronDown size={16} className="shrink-0 text-quiet" />
      </span>
    </div>
  );
}
