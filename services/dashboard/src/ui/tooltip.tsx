import type { ReactElement } from "react";
import { Tooltip as AriaTooltip, TooltipTrigger } from "react-aria-components";

/** Shows a text while its only child is hovered or has the focus. The child is a React Aria element. */
export function Tooltip({ text, children }: { text: string; children: ReactElement }) {
  return (
    <TooltipTrigger delay={500} closeDelay={50}>
      {children}
      <AriaTooltip
        offset={6}
        className="max-w-64 rounded-md bg-text px-2 py-1 text-sm text-page shadow-raised data-entering:opacity-0 transition-opacity"
      >
        {text}
      </AriaTooltip>
    </TooltipTrigger>
  );
}
