import { FileClock, X } from "lucide-react";
import { useMessages } from "../../messages/catalogue.ts";
import { formatRelative } from "../../messages/format.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { editorMessages } from "../messages/index.ts";
import type { Draft } from "./draft-store.ts";
import type { EditorDraft } from "./use-draft.ts";

/** Offers to continue links that were begun and not created. */
export function DraftNotice({ draft, onRestore }: { draft: EditorDraft; onRestore: (draft: Draft) => void }) {
  const t = useMessages(editorMessages);
  if (draft.earlier.length === 0) return null;
  return (
    <section aria-label={t.drafts} className="rounded-xl border border-line bg-accent-soft px-4 py-3">
      <p className="flex items-center gap-2 font-medium">
        <FileClock size={18} className="text-accent" aria-hidden /> {t.draftsFound}
      </p>
      <ul className="mt-1 flex flex-col">
        {draft.earlier.map(each => (
          <li key={each.id} className="flex items-center gap-2 py-1">
            <span className="min-w-0 flex-1 truncate">
              {each.form.title || each.form.original_url || t.untitledDraft}{" "}
              <span className="text-sm text-quiet">{formatRelative(each.savedAt)}</span>
            </span>
            <Button
              size="small"
              onPress={() => {
                draft.resume(each);
                onRestore(each);
              }}
            >
              {t.restoreDraft}
            </Button>
            <IconButton label={t.deleteDraft} icon={<X size={16} />} onPress={() => draft.remove(each)} />
          </li>
        ))}
      </ul>
    </section>
  );
}
