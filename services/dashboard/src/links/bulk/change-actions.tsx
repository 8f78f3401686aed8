import type { Link } from "@shunt/contracts/links";
import { Archive, ArchiveRestore, CalendarX2, Folder, Power, Tag } from "lucide-react";
import { useMessages } from "../../messages/catalogue.ts";
import type { Question } from "../links-search.ts";
import { linksMessages } from "../messages/index.ts";
import type { Selection } from "../selection.ts";
import { BarAction } from "./bar-action.tsx";
import type { BulkChange } from "./bulk-change.ts";
import type { BulkDialogKind } from "./bulk-dialogs.tsx";

interface ChangeActionsProps {
  /** Links that the account may change. */
  selection: Selection;
  question: Question;
  onAsk: (kind: BulkDialogKind) => void;
  onChange: (change: BulkChange) => void;
}

/** The actions of the bulk bar that change links where they are. */
export function ChangeActions({ selection, question, onAsk, onChange }: ChangeActionsProps) {
  const t = useMessages(linksMessages);
  const { isEnabling, isRestoring } = toOffer(selection, question);
  return (
    <>
      <BarAction label={t.tag} icon={<Tag size={16} />} onPress={() => onAsk("tag")} />
      <BarAction label={t.columns.folder} icon={<Folder size={16} />} onPress={() => onAsk("folder")} />
      <BarAction label={t.expire} icon={<CalendarX2 size={16} />} onPress={() => onAsk("expiry")} />
      <BarAction
        label={isEnabling ? t.enable : t.disable}
        icon={<Power size={16} />}
        onPress={() => onChange({ kind: "active", isOn: isEnabling })}
      />
      <BarAction
        label={isRestoring ? t.restore : t.archive}
        icon={isRestoring ? <ArchiveRestore size={16} /> : <Archive size={16} />}
        onPress={() => onChange({ kind: "archived", isOn: !isRestoring })}
      />
    </>
  );
}

/** Links that are all disabled, or all archived, are offered the way back. */
function toOffer(selection: Selection, { state }: Question) {
  const links = selection.kind === "some" ? [...selection.links.values()] : [];
  const areAll = (isSo: (link: Link) => boolean) => links.length > 0 && links.every(isSo);
  return {
    isEnabling: state === "inactive" || areAll(({ is_active }) => !is_active),
    isRestoring: state === "archived" || areAll(({ is_archived }) => is_archived),
  };
}
