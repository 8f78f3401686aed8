/** Columns of the table, in order, with the width that each needs (px). The link itself takes what is left. */
export const columns = [
  { name: "state", width: 128 },
  { name: "tags", width: 152 },
  { name: "folder", width: 124 },
  { name: "domain", width: 140 },
  { name: "clicks", width: 148 },
  { name: "lastClick", width: 116 },
  { name: "created", width: 116 },
] as const;

export type ColumnName = (typeof columns)[number]["name"];
/** Shown until people choose. */
const usual: readonly ColumnName[] = ["state", "tags", "folder", "clicks", "created"];
/** The order in which columns disappear where the table is too narrow for all. */
const leastNeeded: readonly ColumnName[] = ["domain", "lastClick", "folder", "created", "tags", "state", "clicks"];

const minLinkWidth = 256;
const checkboxWidth = 44;
const menuWidth = 48;
const storageKey = "shunt-link-columns";

/** The chosen columns that fit into a table of this width. */
export function fitColumns(chosen: readonly ColumnName[], width: number): ColumnName[] {
  let fitting = columns.filter(({ name }) => chosen.includes(name));
  const needed = () => fitting.reduce((sum, column) => sum + column.width, checkboxWidth + menuWidth + minLinkWidth);
  for (const name of leastNeeded) {
    if (needed() <= width) break;
    fitting = fitting.filter(column => column.name !== name);
  }
  return fitting.map(({ name }) => name);
}

/** `grid-template-columns` of the header and of each row. */
export function toTemplate(shown: readonly ColumnName[]): string {
  const widths = columns.flatMap(({ name, width }) => (shown.includes(name) ? `${width}px` : []));
  return [`${checkboxWidth}px`, `minmax(0, 1fr)`, ...widths, `${menuWidth}px`].join(" ");
}

/** The choice of this browser. */
export function readColumns(): readonly ColumnName[] {
  const stored = localStorage.getItem(storageKey)?.split(",");
  return stored ? columns.map(({ name }) => name).filter(name => stored.includes(name)) : usual;
}

export function storeColumns(chosen: readonly ColumnName[]): void {
  localStorage.setItem(storageKey, chosen.join(","));
}
