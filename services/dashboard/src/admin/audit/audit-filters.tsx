import { X } from "lucide-react";
import { useMessages } from "../../messages/catalogue.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { Select } from "../../ui/select.tsx";
import type { AuditSearch, Changes } from "../admin-search.ts";
import { adminMessages } from "../messages/index.ts";

const anything = "";

interface AuditFiltersProps {
  search: AuditSearch;
  onChange: (changes: Changes<AuditSearch>) => void;
}

/** Filters by kind and time. An entry itself filters by its account and its object; here these filters end. */
export function AuditFilters({ search, onChange }: AuditFiltersProps) {
  const t = useMessages(adminMessages);
  const kinds = Object.entries<string>(t.kinds);
  return (
    <div className="flex flex-wrap items-end gap-3">
      <div className="w-52">
        <Select
          label={t.kind}
          value={search.what ?? anything}
          options={[{ value: anything, label: t.all }, ...kinds.map(([value, label]) => ({ value, label }))]}
          onChange={what => onChange({ what: what || undefined })}
        />
      </div>
      <TextField
        label={t.from}
        type={"date" as "text"}
        value={search.from ?? ""}
        onChange={from => onChange({ from: from || undefined })}
      />
      <TextField
        label={t.to}
        type={"date" as "text"}
        value={search.to ?? ""}
        onChange={to => onChange({ to: to || undefined })}
      />
      {search.who !== undefined && (
        <Button onPress={() => onChange({ who: undefined })}>
          {t.oneAccount} <X size={14} aria-hidden />
        </Button>
      )}
      {search.subject !== undefined && (
        <Button onPress={() => onChange({ subject: undefined })}>
          {t.oneSubject} <X size={14} aria-hidden />
        </Button>
      )}
    </div>
  );
}
