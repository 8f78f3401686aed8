import type { Link } from "@shunt/contracts/links";
import { uiMessages } from "../../ui/messages/index.ts";
import { showToast } from "../../ui/toast.ts";
import { changeCachedLinks, refreshLinks } from "../link-pages.ts";
import type { Question } from "../links-search.ts";
import { linksMessages } from "../messages/index.ts";
import { countSelected, type Selection } from "../selection.ts";
import { type BulkChange, patchLink, toPatch, toReverse } from "./bulk-change.ts";
import { reportFailures, runJob } from "./bulk-job.ts";
import { collectLinks } from "./collect-links.ts";
import { type Row, sendPatches } from "./send-rows.ts";

/** Selected links, and what they are selected from. */
export interface Selected {
  selection: Selection;
  question: Question;
  /** Links that match the question. */
  total: number;
  /** Whether the role of the account allows the change. */
  isAllowed: (link: Link) => boolean;
}

/** Changes the selected links: at once on the screen, then on the server, with ten seconds to undo it. */
export async function changeLinks(
  { selection, question, total, isAllowed }: Selected,
  change: BulkChange,
): Promise<void> {
  const count = countSelected(selection, total);
  const passes = selection.kind === "all" ? 2 : 1;
  const rows = await runJob({ links: count, passes }, async ({ signal, advance }) => {
    const links = await collectLinks(selection, question, { signal, isAllowed, onRead: advance });
    const needed = links.flatMap((link): Row[] => {
      const patch = toPatch(link, change);
      return patch ? [{ link, patch }] : [];
    });
    advance(links.length - needed.length);
    return send(needed, signal, advance);
  });
  if (rows.length > 0) await offerUndo(rows);
}

/** Returns the rows that were changed. */
async function send(rows: readonly Row[], signal: AbortSignal, advance: (rows: number) => void): Promise<Row[]> {
  show(rows);
  let tried = 0;
  const onDone = (some: number) => {
    tried += some;
    advance(some);
  };
  const failures = await sendPatches(rows, { signal, onDone });
  const failed = new Set(failures.map(({ link }) => link.id));
  const refused = rows.filter(({ link }, i) => failed.has(link.id) || i >= tried);
  show(refused.map(reverse));
  reportFailures(failures);
  void refreshLinks();
  return rows.slice(0, tried).filter(({ link }) => !failed.has(link.id));
}

async function offerUndo(rows: readonly Row[]): Promise<void> {
  const [t, ui] = await Promise.all([linksMessages.load(), uiMessages.load()]);
  showToast({
    text: t.changed(rows.length),
    action: {
      label: ui.undo,
      run: () =>
        void runJob({ links: rows.length, passes: 1 }, ({ signal, advance }) =>
          send(rows.map(reverse), signal, advance),
        ),
    },
  });
}

function reverse({ link, patch }: Row): Row {
  return { link: patchLink(link, patch), patch: toReverse(link, patch) };
}

/** Shows rows as they will be. */
function show(rows: readonly Row[]): void {
  const patches = new Map(rows.map(({ link, patch }) => [link.id, patch]));
  changeCachedLinks(link => {
    const patch = patches.get(link.id);
    return patch ? patchLink(link, patch) : link;
  });
}
