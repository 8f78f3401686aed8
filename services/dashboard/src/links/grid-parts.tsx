import type { ComponentProps } from "react";

/**
 * The parts of the list for screen readers. Rows of a real table cannot be placed freely, which a list needs that only
 * renders what is on the screen. Cells are reached through the row, which has the focus.
 */
export const Grid = toPart("grid");
export const RowGroup = toPart("rowgroup");
export const Row = toPart("row");
export const HeadCell = toPart("columnheader");
export const Cell = toPart("gridcell");

function toPart(role: string) {
  return (props: ComponentProps<"div">) => <div role={role} {...props} />;
}
