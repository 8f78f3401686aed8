import { createLink, type LinkComponent } from "@tanstack/react-router";
import type { ReactNode, RefAttributes } from "react";
import {
  Button as AriaButton,
  type ButtonProps as AriaButtonProps,
  Link as AriaLink,
  type LinkProps,
} from "react-aria-components";

/** Forced colours take backgrounds away and draw transparent borders, so what is filled has one. */
const looks = {
  primary: "border border-transparent bg-accent text-on-accent data-hovered:bg-accent-strong",
  secondary: "border border-line bg-card text-text data-hovered:bg-sunken",
  quiet: "text-text data-hovered:bg-sunken",
  danger: "border border-transparent bg-act text-on-accent data-hovered:opacity-90",
} as const;

const sizes = { small: "h-8 px-2.5 text-sm", medium: "h-10 px-4" } as const;

interface Look {
  look?: keyof typeof looks;
  size?: keyof typeof sizes;
}

const shape =
  "inline-flex print:hidden shrink-0 cursor-pointer items-center justify-center gap-2 rounded-lg font-medium whitespace-nowrap transition-colors select-none data-disabled:cursor-default data-disabled:opacity-50 data-pending:opacity-70";

export function toButtonClass({ look = "secondary", size = "medium" }: Look): string {
  return `${shape} ${looks[look]} ${sizes[size]}`;
}

export interface ButtonProps
  extends Omit<AriaButtonProps, "className" | "style">,
    RefAttributes<HTMLButtonElement>,
    Look {
  children: ReactNode;
}

/** A button with text. It submits its form with `type="submit"`, and while `isPending` it ignores presses. */
export function Button({ look, size, ...props }: ButtonProps) {
  return <AriaButton {...props} className={toButtonClass({ ...(look && { look }), ...(size && { size }) })} />;
}

interface IconButtonProps extends Omit<AriaButtonProps, "className" | "style" | "children"> {
  /** What it does, shown by `tooltips.tsx` and read by screen readers. */
  label: string;
  icon: ReactNode;
  size?: "small" | "medium";
}

/** A button with an icon only. */
export function IconButton({ label, icon, size = "small", ...props }: IconButtonProps) {
  return (
    <AriaButton
      {...props}
      aria-label={label}
      data-tooltip={label}
      className={`inline-flex print:hidden shrink-0 cursor-pointer items-center justify-center rounded-lg text-quiet transition-colors data-disabled:opacity-50 data-hovered:bg-sunken data-hovered:text-text ${size === "small" ? "size-8" : "size-10"}`}
    >
      {icon}
    </AriaButton>
  );
}

interface ButtonLinkOwnProps extends Omit<LinkProps, "className" | "style" | "href">, Look {}

const AnchorLikeButton = ({ look, size, ...props }: ButtonLinkOwnProps) => (
  <AriaLink {...props} className={toButtonClass({ ...(look && { look }), ...(size && { size }) })} />
);

/** A link to a page of the dashboard that looks like a button. */
export const ButtonLink: LinkComponent<typeof AnchorLikeButton> = createLink(AnchorLikeButton);
