import { useMutation } from "@tanstack/react-query";
import { useProblemText } from "../ui/problem-text.ts";
import { showToast } from "../ui/toast.ts";
import { refreshAdmin } from "./queries.ts";

interface Done {
  text: string;
  /** Adds a button to the message. */
  action?: { label: string; run: () => void };
}

/** Runs an action of a row that needs no questions, then says what happened. */
export function useAdminAction() {
  const toText = useProblemText();
  return useMutation({
    mutationFn: async ({ run, done }: { run: () => Promise<unknown>; done: Done }) => {
      await run();
      await refreshAdmin();
      return done;
    },
    onSuccess: done => showToast(done),
    onError: error => showToast({ text: toText(error), isError: true }),
  });
}
