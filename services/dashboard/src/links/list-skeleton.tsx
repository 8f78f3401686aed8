import { Grid, Row } from "./grid-parts.tsx";
import { RowSkeleton } from "./row-skeleton.tsx";

const rows = Array.from({ length: 8 }, (_, i) => i);

/** Holds the place of the list until its first page is there. */
export function ListSkeleton() {
  return (
    <Grid aria-busy className="rounded-2xl border border-line bg-card">
      {rows.map(row => (
        <Row key={row} className="flex h-16 items-center border-b border-line px-4 last:border-b-0">
          <RowSkeleton isTable={false} />
        </Row>
      ))}
    </Grid>
  );
}
