import type { Link } from "@shunt/contracts/links";
import { Check, Copy, EllipsisVertical } from "lucide-react";
import { useState } from "react";
import { useMessages } from "../messages/catalogue.ts";
import { copyText } from "../ui/copy-text.ts";
import { uiMessages } from "../ui/messages/index.ts";
import { toShortName } from "../ui/short-name.ts";
import { linksMessages } from "./messages/index.ts";
import type { RowActions } from "./row-actions.ts";

// Controls of rows are plain elements, not those of `ui/`: thirty rows must appear within one frame.
const buttonClass =
  "inline-flex size-8 shrink-0 cursor-pointer items-center justify-center rounded-lg text-quiet hover:bg-sunken hover:text-text";
const confirmationMs = 2_000;

export function SelectBox({
  link,
  index,
  isSelected,
  actions,
}: {
  link: Link;
  index: number;
  isSelected: boolean;
  actions: RowActions;
}) {
  const t = useMessages(linksMessages);
  return (
    <label className="flex size-11 shrink-0 cursor-pointer items-center justify-center">
      <input
        type="checkbox"
        aria-label={t.select(toShortName(link.short_url))}
        checked={isSelected}
        readOnly
        onClick={event => actions.toggle(index, event.shiftKey)}
        className="size-4.5 cursor-pointer"
      />
    </label>
  );
}

export function CopyShortUrl({ link }: { link: Link }) {
  const t = useMessages(uiMessages);
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    await copyText(link.short_url);
    setCopied(true);
    setTimeout(() => setCopied(false), confirmationMs);
  };
  const label = isCopied ? t.copied : t.copy;
  return (
    <button
      type="button"
      aria-label={`${label} ${toShortName(link.short_url)}`}
      data-tooltip={label}
      onClick={copy}
      className={buttonClass}
    >
      {isCopied ? <Check size={16} className="text-ok" aria-hidden /> : <Copy size={16} aria-hidden />}
    </button>
  );
}

export function MenuButton({ link, actions }: { link: Link; actions: RowActions }) {
  const t = useMessages(linksMessages);
  return (
    <button
      type="button"
      aria-haspopup="menu"
      aria-label={t.actionsFor(toShortName(link.short_url))}
      onClick={({ currentTarget }) => actions.openMenu(link, currentTarget)}
      className={buttonClass}
    >
      <EllipsisVertical size={18} aria-hidden />
    </button>
  );
}
