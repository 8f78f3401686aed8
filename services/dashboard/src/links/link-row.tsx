import { Link } from "@tanstack/react-router";
import { memo } from "react";
import { toShortName } from "../ui/short-name.ts";
import type { ColumnName } from "./columns.ts";
import { Cell } from "./grid-parts.tsx";
import { toShownUrl } from "./link-marks.ts";
import type { RowProps } from "./row-actions.ts";
import { CopyShortUrl, MenuButton, SelectBox } from "./row-controls.tsx";
import { Clicks, Folder, Since, States, Tags } from "./row-parts.tsx";

interface LinkRowProps extends RowProps {
  shown: readonly ColumnName[];
}

/** The cells of one link in the table. */
export const LinkRow = memo(({ link, index, isSelected, actions, points, shown }: LinkRowProps) => {
  const cells: Record<ColumnName, React.ReactNode> = {
    state: <States link={link} />,
    tags: <Tags tags={link.tags} actions={actions} />,
    folder: <Folder folder={link.folder} actions={actions} />,
    domain: <span className="block truncate text-sm text-quiet">{new URL(link.short_url).host}</span>,
    clicks: <Clicks count={link.click_count} points={points} />,
    lastClick: link.last_clicked_at !== null && <Since instant={link.last_clicked_at} />,
    created: <Since instant={link.created_at} />,
  };
  return (
    <>
      <Cell>
        <SelectBox link={link} index={index} isSelected={isSelected} actions={actions} />
      </Cell>
      <Cell className="min-w-0 pr-3">
        <div className="flex items-center gap-1">
          <Link
            to="/links/$id"
            params={{ id: link.id }}
            className="truncate font-medium hover:text-accent hover:underline"
          >
            {toShortName(link.short_url)}
          </Link>
          <CopyShortUrl link={link} />
        </div>
        <p
          className="-mt-1 truncate text-sm text-quiet"
          data-tooltip={link.title === null ? link.original_url : `${link.title} · ${link.original_url}`}
        >
          {link.title !== null && (
            <>
              {/* Isolated, as letters that run from right to left would turn the destination around. */}
              <bdi className="text-text">{link.title}</bdi> ·{" "}
            </>
          )}
          {toShownUrl(link.original_url)}
        </p>
      </Cell>
      {shown.map(name => (
        <Cell key={name} className="min-w-0 px-2">
          {cells[name]}
        </Cell>
      ))}
      <Cell>
        <MenuButton link={link} actions={actions} />
      </Cell>
    </>
  );
});
