import { useEffect, useRef, useState } from "react";
import { Tooltip, TooltipTriggerStateContext } from "react-aria-components";
import { findTooltipTarget, findTouchedTooltipTarget, toTooltip } from "./find-tooltip-target.ts";

const delayMs = 500;
const closeDelayMs = 50;

/**
 * Shows the `data-tooltip` of the element that is hovered or has the focus by keyboard, and the whole of a text that is cut, also when
 * it is touched. One for the whole page, since a tooltip of its own would make each button cost twice as much time to render.
 */
export function Tooltips() {
  const [target, setTarget] = useState<HTMLElement>();
  const anchor = useRef<HTMLElement>(null);
  anchor.current = target ?? null;
  useEffect(() => followTargets(setTarget), []);
  if (!target?.isConnected) return null;
  const text = toTooltip(target);
  const state = {
    isOpen: true,
    shouldSkipAnimation: true,
    open: () => undefined,
    close: () => setTarget(undefined),
  };
  return (
    <TooltipTriggerStateContext value={state}>
      <Tooltip
        key={text}
        triggerRef={anchor}
        isOpen
        offset={6}
        className="max-w-[min(24rem,100vw-2rem)] rounded-md border border-transparent bg-text px-2 py-1 text-sm wrap-anywhere text-page shadow-raised"
      >
        {text}
      </Tooltip>
    </TooltipTriggerStateContext>
  );
}

/** @returns the end of it */
function followTargets(show: (target: HTMLElement | undefined) => void): () => void {
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let shown: HTMLElement | undefined;
  let hovered: HTMLElement | undefined;
  const showAfter = (next: HTMLElement | undefined, ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      shown = next;
      show(next);
    }, ms);
  };
  const on = <Type extends keyof DocumentEventMap>(type: Type, run: (event: DocumentEventMap[Type]) => void) =>
    document.addEventListener(type, run, { signal: controller.signal, capture: true, passive: true });
  on("pointerover", ({ target, pointerType }) => {
    if (pointerType === "touch") return;
    // The pointer may move over the tooltip to read it (WCAG 1.4.13).
    const next = target instanceof Element && target.closest("[role=tooltip]") ? shown : findTooltipTarget(target);
    if (next === hovered && next === shown) return clearTimeout(timer);
    if (next === hovered) return;
    hovered = next;
    showAfter(next, next === undefined ? closeDelayMs : shown ? 0 : delayMs);
  });
  on("focusin", ({ target }) => {
    if (target instanceof Element && target.matches(":focus-visible")) showAfter(findTooltipTarget(target), 0);
  });
  on("focusout", () => showAfter(undefined, closeDelayMs));
  on("pointerdown", () => showAfter(undefined, 0));
  on("pointerup", ({ target, pointerType }) => {
    if (pointerType === "touch") showAfter(findTouchedTooltipTarget(target), 0);
  });
  on("keydown", ({ key }) => {
    if (key !== "Tab" && key !== "Shift") showAfter(undefined, 0);
  });
  return () => {
    clearTimeout(timer);
    controller.abort();
  };
}
