/** Classes of texts that end in an ellipsis where they have no room. */
const shortened = ".truncate, [class*='line-clamp-']";
const controls = "a, button, label, [role=option]";

/** The element around a target of an event that has a tooltip: its `data-tooltip`, or a text that is cut. */
export function findTooltipTarget(target: EventTarget | null): HTMLElement | undefined {
  if (!(target instanceof Element)) return undefined;
  const given = target.closest<HTMLElement>("[data-tooltip]");
  if (given) return given;
  const text =
    target.closest<HTMLElement>(shortened) ?? target.closest(controls)?.querySelector<HTMLElement>(shortened);
  return text && isCut(text) ? text : undefined;
}

/** As `findTooltipTarget`, where a touch would not do something else. */
export function findTouchedTooltipTarget(target: EventTarget | null): HTMLElement | undefined {
  return target instanceof Element && !target.closest(controls) ? findTooltipTarget(target) : undefined;
}

export function toTooltip({ dataset, textContent }: HTMLElement): string {
  return dataset.tooltip ?? textContent;
}

function isCut({ scrollWidth, clientWidth, scrollHeight, clientHeight }: HTMLElement): boolean {
  return scrollWidth > clientWidth || scrollHeight > clientHeight;
}
