import { useMutation } from "@tanstack/react-query";
import { useProblemText } from "../../ui/problem-text.ts";
import { showToast } from "../../ui/toast.ts";
import { refreshPeople } from "./people-queries.ts";

/** A change of who is whose friend, which says what it did, or why it did not. */
export function usePersonAction<Input = void>(run: (input: Input) => Promise<unknown>, said: string) {
  const toText = useProblemText();
  return useMutation({
    mutationFn: run,
    onSuccess: () => showToast({ text: said }),
    onError: error => showToast({ text: toText(error), isError: true }),
    // Also after a failure: someone else may have changed it meanwhile.
    onSettled: refreshPeople,
  });
}
