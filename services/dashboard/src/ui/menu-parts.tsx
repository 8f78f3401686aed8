import { Check } from "lucide-react";
import type { ReactNode, RefObject } from "react";
import {
  Menu as AriaMenu,
  MenuItem as AriaMenuItem,
  type MenuItemProps,
  type MenuProps,
  Popover,
  Separator,
} from "react-aria-components";
import { optionClass, popoverClass } from "./menu-classes.ts";

/** What `menu.tsx` loads when a menu is about to open. */
export interface MenuPopoverProps<T> extends MenuProps<T> {
  /** The element at which it opens. */
  anchor: RefObject<Element | null>;
  placement: "bottom start" | "bottom end";
  onClose: () => void;
}

export function MenuPopover<T extends object>({ anchor, placement, onClose, ...props }: MenuPopoverProps<T>) {
  return (
    <Popover
      triggerRef={anchor}
      isOpen
      onOpenChange={isOpen => isOpen || onClose()}
      placement={placement}
      className={popoverClass}
    >
      <AriaMenu autoFocus="first" {...props} onClose={onClose} className="outline-none" />
    </Popover>
  );
}

export interface ItemProps extends Omit<MenuItemProps, "className" | "style" | "children"> {
  icon?: ReactNode;
  children: string;
  isDanger?: boolean;
}

export function Item({ icon, children, isDanger = false, ...props }: ItemProps) {
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

export function Line() {
  return <Separator className="my-1 border-t border-line" />;
}
