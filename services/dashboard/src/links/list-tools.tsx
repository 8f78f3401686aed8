import { ArrowDownUp, Columns3, LayoutGrid, Rows3 } from "lucide-react";
import { useMessages } from "../messages/catalogue.ts";
import { IconButton } from "../ui/button.tsx";
import { Menu, MenuItem } from "../ui/menu.tsx";
import { type ColumnName, columns } from "./columns.ts";
import { type LinkSort, type LinkView, linkSorts, linkViews } from "./links-search.ts";
import { linksMessages } from "./messages/index.ts";

interface ListToolsProps {
  sort: LinkSort;
  onSort: (sort: LinkSort) => void;
  view: LinkView;
  onView: (view: LinkView) => void;
  chosenColumns: readonly ColumnName[];
  onColumns: (chosen: readonly ColumnName[]) => void;
}

const viewIcons = { table: Rows3, cards: LayoutGrid };

/** How the list looks: its order, its columns, table or cards. */
export function ListTools({ sort, onSort, view, onView, chosenColumns, onColumns }: ListToolsProps) {
  const t = useMessages(linksMessages);
  const ViewIcon = viewIcons[view];
  return (
    <div className="flex items-center gap-1">
      <Menu
        trigger={<IconButton size="medium" label={t.sort} icon={<ArrowDownUp size={18} />} />}
        selectionMode="single"
        selectedKeys={[sort]}
        onAction={chosen => onSort(chosen as LinkSort)}
      >
        {linkSorts.map(each => (
          <MenuItem key={each} id={each}>
            {t.sorts[each]}
          </MenuItem>
        ))}
      </Menu>
      <Menu
        trigger={<IconButton size="medium" label={t.view} icon={<ViewIcon size={18} />} />}
        selectionMode="single"
        selectedKeys={[view]}
        onAction={chosen => onView(chosen as LinkView)}
      >
        {linkViews.map(each => (
          <MenuItem key={each} id={each}>
            {t.views[each]}
          </MenuItem>
        ))}
      </Menu>
      {view === "table" && (
        <span className="hidden @tablet:block">
          <Menu
            trigger={<IconButton size="medium" label={t.chooseColumns} icon={<Columns3 size={18} />} />}
            selectionMode="multiple"
            selectedKeys={chosenColumns}
            onSelectionChange={chosen =>
              onColumns(columns.map(({ name }) => name).filter(name => chosen === "all" || chosen.has(name)))
            }
          >
            {columns.map(({ name }) => (
              <MenuItem key={name} id={name}>
                {t.columns[name]}
              </MenuItem>
            ))}
          </Menu>
        </span>
      )}
    </div>
  );
}
