import { type ErrorComponentProps, useRouter } from "@tanstack/react-router";
import { ProblemNotice } from "../ui/problem.tsx";

/** Takes the place of a page that failed. */
export function RouteError({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const retry = () => {
    reset();
    void router.invalidate();
  };
  return (
    <div className="mx-auto w-full max-w-3xl p-8">
      <ProblemNotice error={error instanceof Error ? error : new Error(String(error))} onRetry={retry} />
    </div>
  );
}
