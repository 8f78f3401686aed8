/** The periods of the overview in days. */
export const periods = [7, 30] as const;

export interface OverviewSearch {
  /** Days until today; 30 without. */
  days?: (typeof periods)[number];
}

export function readOverviewSearch(search: Record<string, unknown>): OverviewSearch {
  const days = periods.find(each => each === Number(search.days));
  return days === undefined ? {} : { days };
}
