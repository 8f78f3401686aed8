import { Link } from "@tanstack/react-router";
import { memo } from "react";
import { toShortName } from "../ui/short-name.ts";
import { Cell } from "./grid-parts.tsx";
import { toShownUrl } from "./link-marks.ts";
import type { RowProps } from "./row-actions.ts";
import { CopyShortUrl, MenuButton, SelectBox } from "./row-controls.tsx";
import { Clicks, Since, States, Tags } from "./row-parts.tsx";

/** One link as a card, for narrow screens and for those who like it. */
export const LinkCard = memo(({ link, index, isSelected, actions, points }: RowProps) => (
  <Cell className="flex h-full min-w-0 flex-col gap-1 py-1.5 pr-1 pb-3">
    <div className="flex items-center">
      <SelectBox link={link} index={index} isSelected={isSelected} actions={actions} />
      <Link
        to="/links/$id"
        params={{ id: link.id }}
        className="min-w-0 truncate font-medium hover:text-accent hover:underline"
      >
        {toShortName(link.short_url)}
      </Link>
      <CopyShortUrl link={link} />
      <span className="ml-auto">
        <MenuButton link={link} actions={actions} />
      </span>
    </div>
    <div className="flex min-h-0 min-w-0 flex-1 flex-col gap-1 px-4">
      {link.title && <p className="truncate">{link.title}</p>}
      <p className="truncate text-sm text-quiet" data-tooltip={link.original_url}>
        {toShownUrl(link.original_url)}
      </p>
      <div className="flex h-7 min-w-0 items-center gap-2 overflow-hidden">
        <States link={link} />
        <Tags tags={link.tags} actions={actions} />
      </div>
      <div className="mt-auto flex items-center justify-between gap-2">
        <Since instant={link.created_at} />
        <Clicks count={link.click_count} points={points} />
      </div>
    </div>
  </Cell>
));
