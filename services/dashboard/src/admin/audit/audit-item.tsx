import type { AuditEntry } from "@shunt/contracts/admin";
import { Link } from "@tanstack/react-router";
import { Braces, Filter, UserSearch } from "lucide-react";
import { useState } from "react";
import { useMessages } from "../../messages/catalogue.ts";
import { IconButton } from "../../ui/button.tsx";
import type { AuditSearch } from "../admin-search.ts";
import { adminMessages } from "../messages/index.ts";
import { When } from "../when.tsx";
import { describeDetails, describeEntry } from "./describe-entry.ts";

interface AuditItemProps {
  entry: AuditEntry;
  onChange: (changes: AuditSearch) => void;
}

/** An entry as a sentence; its JSON on demand. */
export function AuditItem({ entry, onChange }: AuditItemProps) {
  const t = useMessages(adminMessages);
  const [isOpen, setOpen] = useState(false);
  const { actor_id, actor_email, action, subject_id, subject_email, created_at } = entry;
  const details = describeDetails(entry, t.details);
  const isLink = action.startsWith("link.");
  return (
    <li className="px-5 py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <div className="min-w-0 flex-1 basis-64">
          <p className="wrap-anywhere">
            <span className="font-medium">{actor_email ?? (actor_id === null ? t.system : t.deletedAccount)}</span>{" "}
            {describeEntry(entry, t.actions)}
            {subject_email !== null && subject_email !== actor_email && `: ${subject_email}`}
            {isLink && subject_id !== null && action !== "link.deleted" && (
              <>
                {" "}
                <Link to="/links/$id" params={{ id: subject_id }} className="text-accent underline">
                  {t.openLink}
                </Link>
              </>
            )}
          </p>
          {details !== "" && <p className="text-sm text-quiet wrap-anywhere">{details}</p>}
        </div>
        <When at={created_at} />
        <div className="flex">
          {actor_id !== null && (
            <IconButton
              label={t.onlyThisAccount}
              icon={<UserSearch size={16} />}
              onPress={() => onChange({ who: actor_id })}
            />
          )}
          {subject_id !== null && (
            <IconButton
              label={t.onlyThisSubject}
              icon={<Filter size={16} />}
              onPress={() => onChange({ subject: subject_id })}
            />
          )}
          <IconButton
            label={isOpen ? t.hideJson : t.showJson}
            icon={<Braces size={16} />}
            aria-expanded={isOpen}
            onPress={() => setOpen(!isOpen)}
          />
        </div>
      </div>
      {isOpen && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: people with a keyboard scroll it
        <pre tabIndex={0} className="mt-2 max-h-80 overflow-auto rounded-lg bg-sunken p-3 font-mono text-sm">
          {JSON.stringify(entry, null, 2)}
        </pre>
      )}
    </li>
  );
}
