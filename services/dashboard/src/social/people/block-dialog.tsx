import type { Person } from "@shunt/contracts/social";
import { api } from "../../api/client.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { peopleMessages } from "./messages/index.ts";
import { usePersonAction } from "./use-person-action.ts";

interface BlockDialogProps {
  person: Person;
  isOpen: boolean;
  onClose: () => void;
}

/** Asks before a person is blocked, which ends a friendship. */
export function BlockDialog({ person: { user_id, username }, isOpen, onClose }: BlockDialogProps) {
  const t = useMessages(peopleMessages);
  const block = usePersonAction(() => api.blockPerson({ params: { person_id: user_id } }), t.blockedNow(username));
  return (
    <ConfirmDialog
      title={t.blockQuestion(username)}
      confirmLabel={t.block}
      isOpen={isOpen}
      onClose={onClose}
      isPending={block.isPending}
      onConfirm={() => block.mutate(undefined, { onSettled: onClose })}
    >
      <p className="text-quiet">{t.blockAbout}</p>
    </ConfirmDialog>
  );
}
