import type { Link } from "@shunt/contracts/links";

/** Actions of rows and cards. Always the same object, so that rows do not render again while the list moves. */
export interface RowActions {
  /** @param isRange whether all rows from the last one to this one follow, as with the shift key */
  toggle: (index: number, isRange: boolean) => void;
  openMenu: (link: Link, anchor: HTMLElement) => void;
  /** The row gets the focus. */
  activate: (index: number) => void;
  showTag: (tag: string) => void;
  showFolder: (folder: string) => void;
}

export interface RowProps {
  link: Link;
  index: number;
  isSelected: boolean;
  isActive: boolean;
  /** Just created here. */
  isNew: boolean;
  actions: RowActions;
  /** Clicks of each of the last days; undefined until they are loaded. */
  points: readonly number[] | undefined;
}
