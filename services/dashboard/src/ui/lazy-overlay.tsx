import { type ComponentType, Suspense } from "react";
import { type LazyPart, lazyComponent } from "./lazy-part.tsx";
import { uiMessages } from "./messages/index.ts";
import { Opening } from "./opening.tsx";
import { PartBoundary } from "./part-boundary.tsx";
import { toProblemText } from "./problem-text.ts";
import { showToast } from "./toast.ts";

/**
 * A menu, a popover or a window whose code loads when it is first opened, or before. Render it only while it is open. Where the
 * code cannot be loaded, it closes and a toast says so.
 */
export function lazyOverlay<P extends { onClose: () => void }>(load: () => Promise<ComponentType<P>>): LazyPart<P> {
  const { Part, preload } = lazyComponent(load);
  function Overlay(props: P) {
    const giveUp = (problem: Error) => {
      props.onClose();
      void report(problem);
    };
    return (
      <PartBoundary onMissing={giveUp}>
        <Suspense fallback={<Opening onClose={props.onClose} />}>
          <Part {...props} />
        </Suspense>
      </PartBoundary>
    );
  }
  return Object.assign(Overlay, { preload });
}

/** One is enough, however often people try. */
let closeLast: (() => void) | undefined;

async function report(problem: Error): Promise<void> {
  const t = await uiMessages.load();
  closeLast?.();
  closeLast = showToast({
    text: toProblemText(problem, t),
    isError: true,
    action: { label: t.reload, run: () => location.reload() },
  });
}
