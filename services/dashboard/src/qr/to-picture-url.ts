/** The address of an SVG picture for `src`. */
export function toPictureUrl(svg: string): string {
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
