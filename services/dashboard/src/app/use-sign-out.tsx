import { useQuery } from "@tanstack/react-query";
import { type ReactNode, Suspense, useCallback, useState } from "react";
import { meQuery } from "../api/me.ts";
import { endSession } from "../api/session.ts";
import { draftsKey } from "../editor/drafts/drafts-key.ts";
import { lazyPart } from "../ui/lazy-part.tsx";

const SignOutDialog = lazyPart(async () => (await import("../editor/drafts/sign-out-dialog.tsx")).SignOutDialog);

/** Signs out. Where the browser has drafts, a question comes first. */
export function useSignOut(): { signOut: () => void; question: ReactNode } {
  const { data: me } = useQuery(meQuery);
  const [isAsking, setAsking] = useState(false);
  const end = useCallback(() => void endSession(), []);
  return {
    signOut: () => (me && localStorage.getItem(draftsKey) !== null ? setAsking(true) : end()),
    question: me && isAsking && (
      <Suspense>
        <SignOutDialog accountId={me.id} onClose={() => setAsking(false)} onSignOut={end} />
      </Suspense>
    ),
  };
}
