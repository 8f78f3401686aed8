/** The element around a target of an event that has a tooltip. */
export function findTooltipTarget(target: EventTarget | null): HTMLElement | undefined {
  return target instanceof Element ? (target.closest<HTMLElement>("[data-tooltip]") ?? undefined) : undefined;
}
