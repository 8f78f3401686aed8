import { ApiError } from "@shunt/contracts/client";
import { TriangleAlert } from "lucide-react";
import { useMessages } from "../messages/catalogue.ts";
import { Button } from "./button.tsx";
import { uiMessages } from "./messages/index.ts";
import { needsReload, useProblemText } from "./problem-text.ts";

interface ProblemNoticeProps {
  error: Error;
  /** Adds a button that tries again. */
  onRetry?: () => void;
}

/** Says what did not work and what to do about it. */
export function ProblemNotice({ error, onRetry }: ProblemNoticeProps) {
  const t = useMessages(uiMessages);
  const text = useProblemText()(error);
  const isFault = needsReload(error);
  const requestId = error instanceof ApiError && error.status >= 500 ? error.requestId : undefined;
  return (
    <div role="alert" className="flex items-start gap-3 rounded-xl border border-act bg-act-soft px-4 py-3 text-text">
      <TriangleAlert size={20} className="mt-0.5 shrink-0 text-act" aria-hidden />
      <div className="min-w-0 flex-1">
        <p>{text}</p>
        {requestId !== undefined && <p className="text-sm text-quiet">{t.problemId(requestId)}</p>}
        {isFault && <p className="text-sm text-quiet wrap-anywhere">{`${error.name}: ${error.message}`}</p>}
      </div>
      {isFault ? (
        <Button size="small" onPress={() => location.reload()}>
          {t.reload}
        </Button>
      ) : (
        onRetry && (
          <Button size="small" onPress={onRetry}>
            {t.tryAgain}
          </Button>
        )
      )}
    </div>
  );
}
