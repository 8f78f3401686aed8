import { Check } from "lucide-react";
import type { ReactElement, ReactNode, RefObject } from "react";
import {
  Menu as AriaMenu,
  MenuItem as AriaMenuItem,
  type MenuItemProps,
  type MenuProps,
  MenuTrigger,
  Popover,
  Separator,
} from "react-aria-components";

export const popoverClass =
  "min-w-40 overflow-auto rounded-xl border border-line bg-raised p-1 shadow-raised transition-opacity outline-none data-entering:opacity-0 data-exiting:opacity-0";
export const optionClass =
  "flex cursor-pointer items-center gap-2.5 rounded-lg px-2.5 py-1.5 outline-none data-disabled:opacity-50 data-focused:bg-sunken data-selected:font-medium";

/** A menu that opens at a press of its trigger. */
export function Menu<T extends object>({ trigger, ...props }: MenuProps<T> & { trigger: ReactElement }) {
  return (
    <MenuTrigger>
      {trigger}
      <Popover className={popoverClass}>
        <AriaMenu {...props} className="outline-none" />
      </Popover>
    </MenuTrigger>
  );
}

interface AnchoredMenuProps<T> extends MenuProps<T> {
  /** The element below which it opens. */
  anchor: RefObject<Element | null>;
  onClose: () => void;
}

/** An open menu at an element that is not its trigger, as one menu for many rows. */
export function AnchoredMenu<T extends object>({ anchor, onClose, ...props }: AnchoredMenuProps<T>) {
  return (
    <Popover
      triggerRef={anchor}
      isOpen
      onOpenChange={isOpen => isOpen || onClose()}
      placement="bottom end"
      className={popoverClass}
    >
      <AriaMenu {...props} onClose={onClose} autoFocus="first" className="outline-none" />
    </Popover>
  );
}

interface ItemProps extends Omit<MenuItemProps, "className" | "style" | "children"> {
  icon?: ReactNode;
  children: string;
  isDanger?: boolean;
}

export function MenuItem({ icon, children, isDanger = false, ...props }: ItemProps) {
  return (
    <AriaMenuItem {...props} textValue={children} className={`${optionClass} ${isDanger ? "text-act" : ""}`}>
      {({ isSelected }) => (
        <>
          {icon}
          {children}
          {isSelected && <Check size={16} className="ml-auto" aria-hidden />}
        </>
      )}
    </AriaMenuItem>
  );
}

export function MenuSeparator() {
  return <Separator className="my-1 border-t border-line" />;
}
