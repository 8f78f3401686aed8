import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useCallback, useState } from "react";
import { meQuery } from "../api/me.ts";
import { endSession } from "../api/session.ts";
import { draftsKey } from "../editor/drafts/drafts-key.ts";
import { findUnsaved } from "../editor/unsaved-changes.ts";
import { lazyOverlay } from "../ui/lazy-overlay.tsx";

const LeaveDialog = lazyOverlay(async () => (await import("../editor/leave-dialog.tsx")).LeaveDialog);
const SignOutDialog = lazyOverlay(async () => (await import("../editor/drafts/sign-out-dialog.tsx")).SignOutDialog);

type Question = { about: "drafts" } | { about: "unsaved changes"; text: string };

/** Signs out. Where the page has unsaved changes or the browser has drafts, questions come first. */
export function useSignOut(): { signOut: () => void; question: ReactNode } {
  const { data: me } = useQuery(meQuery);
  const [question, setQuestion] = useState<Question>();
  const end = useCallback(() => void endSession(), []);
  const endWithDrafts = () =>
    me && localStorage.getItem(draftsKey) !== null ? setQuestion({ about: "drafts" }) : end();
  const close = () => setQuestion(undefined);
  return {
    signOut: () => {
      const text = findUnsaved();
      if (text === undefined) endWithDrafts();
      else setQuestion({ about: "unsaved changes", text });
    },
    question: (
      <>
        {question?.about === "unsaved changes" && (
          <LeaveDialog text={question.text} onClose={close} onLeave={endWithDrafts} />
        )}
        {me && question?.about === "drafts" && <SignOutDialog accountId={me.id} onClose={close} onSignOut={end} />}
      </>
    ),
  };
}
