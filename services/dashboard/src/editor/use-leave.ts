import { useCanGoBack, useRouter } from "@tanstack/react-router";

/** Returns a function that goes back to where the person came from. */
export function useLeave(): () => void {
  const router = useRouter();
  const canGoBack = useCanGoBack();
  return () => {
    if (canGoBack) router.history.back();
    else void router.navigate({ to: "/links" });
  };
}
