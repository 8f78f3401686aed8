import { Link2, SearchX } from "lucide-react";
import { useMessages } from "../messages/catalogue.ts";
import { Button } from "../ui/button.tsx";
import { Card, EmptyState } from "../ui/page.tsx";
import { linksMessages } from "./messages/index.ts";

/** In place of a list without links. */
export function LinksEmpty({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  const t = useMessages(linksMessages);
  return (
    <Card>
      {isFiltered ? (
        <EmptyState
          icon={<SearchX />}
          title={t.nothingMatches}
          action={<Button onPress={onClear}>{t.clearFilters}</Button>}
        >
          {t.nothingMatchesAbout}
        </EmptyState>
      ) : (
        <EmptyState icon={<Link2 />} title={t.empty}>
          {t.emptyAbout}
        </EmptyState>
      )}
    </Card>
  );
}
