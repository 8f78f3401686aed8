import { cloneElement, type ReactElement, type RefObject, useId, useRef, useState } from "react";
import type { ButtonProps, MenuProps } from "react-aria-components";
import { lazyOverlay } from "./lazy-overlay.tsx";
import type { ItemProps, MenuPopoverProps } from "./menu-parts.tsx";

type Parts = typeof import("./menu-parts.tsx");

let parts: Parts | undefined;

/** The code of an open menu is a large part of React Aria, and no page needs it to appear. */
async function loadParts(): Promise<Parts> {
  parts = await import("./menu-parts.tsx");
  return parts;
}

const LoadedPopover = lazyOverlay(async () => (await loadParts()).MenuPopover<object>);
const MenuPopover = LoadedPopover as <T extends object>(props: MenuPopoverProps<T>) => ReactElement;

type TriggerProps = Pick<ButtonProps, "id" | "onPress" | "onKeyDown" | "onHoverStart" | "onFocus"> & {
  ref: RefObject<HTMLButtonElement | null>;
  "aria-haspopup": "menu";
  "aria-expanded": boolean;
};

/** The item that gets the focus, by the key that opens the menu. */
const firstItems = { ArrowDown: "first", ArrowUp: "last" } as const;

/** A menu that opens at a press of its trigger, or at an arrow key. */
export function Menu<T extends object>({ trigger, ...props }: MenuProps<T> & { trigger: ReactElement }) {
  const anchor = useRef<HTMLButtonElement>(null);
  const id = useId();
  const [focused, setFocused] = useState<"first" | "last">();
  const close = () => setFocused(undefined);
  const preload = () => void LoadedPopover.preload();
  const triggerProps: TriggerProps = {
    id,
    ref: anchor,
    "aria-haspopup": "menu",
    "aria-expanded": focused !== undefined,
    onHoverStart: preload,
    onFocus: preload,
    onPress: () => setFocused("first"),
    onKeyDown: event => {
      const item = firstItems[event.key as keyof typeof firstItems];
      if (item === undefined) return event.continuePropagation();
      event.preventDefault();
      setFocused(item);
    },
  };
  return (
    <>
      {cloneElement(trigger as ReactElement<TriggerProps>, triggerProps)}
      {focused !== undefined && (
        <MenuPopover
          aria-labelledby={id}
          {...props}
          anchor={anchor}
          placement="bottom start"
          autoFocus={focused}
          onClose={close}
        />
      )}
    </>
  );
}

/** An open menu at an element that is not its trigger, as one menu for many rows. */
export function AnchoredMenu<T extends object>(props: Omit<MenuPopoverProps<T>, "placement">) {
  return <MenuPopover {...props} placement="bottom end" />;
}

/** An entry of a menu, which renders nothing outside of an open one. */
export function MenuItem(props: ItemProps) {
  return parts && <parts.Item {...props} />;
}

export function MenuSeparator() {
  return parts && <parts.Line />;
}
