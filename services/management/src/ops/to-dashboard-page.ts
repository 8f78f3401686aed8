/** The page of the dashboard that shows the overview. */
export function toDashboardPage(appUrl: string): string {
  return `${appUrl}/operations`;
}
