import { findDateOrder, type ImportField, importTimeFields } from "@shunt/contracts/links";
import { useCallback, useMemo, useRef, useState } from "react";
import { refreshLabels } from "../../labels/label-lists.ts";
import { useMessages } from "../../messages/catalogue.ts";
import type { WorkspaceChoice } from "../../workspaces/new-link-workspace.ts";
import { useFieldNames } from "../columns/field-names.ts";
import { guessMapping, type Mapping } from "../columns/mapping.ts";
import { hasText, type ImportSettings, toUpload } from "../columns/to-upload.ts";
import type { FileRow, LinkFile } from "../file/read-file.ts";
import { importMessages } from "../messages/index.ts";
import { type RowProblem, sendBatches } from "./send-batches.ts";

export interface FailedRow extends FileRow, RowProblem {
  index: number;
}

interface Progress {
  kind: "checking" | "importing";
  done: number;
  total: number;
  stop: () => void;
}

type Problems = ReadonlyMap<number, RowProblem>;

const nothing: Problems = new Map();

/**
 * The state of an import: how columns are read, which rows exist as links, and what is wrong with others.
 *
 * @param workspace of the new links
 */
export function useImport(file: LinkFile, workspace: WorkspaceChoice["request"]) {
  const t = useMessages(importMessages);
  const toName = useFieldNames();
  const [mapping, setMapping] = useState<Mapping>(() => guessMapping(file, toName));
  const [settings, setSettings] = useState<ImportSettings>({ domain: "", folder: "", dateOrder: "" });
  const [edits, setEdits] = useState<ReadonlyMap<number, readonly string[]>>(new Map());
  const [retried, setRetried] = useState<ReadonlySet<number>>(new Set());
  const [problems, setProblems] = useState(nothing);
  const [created, setCreated] = useState<ReadonlySet<number>>(new Set());
  const [isChecked, setChecked] = useState(false);
  const [unmatched, setUnmatched] = useState<readonly string[]>([]);
  const [progress, setProgress] = useState<Progress>();
  const [error, setError] = useState<Error>();
  const running = useRef(false);

  const rowAt = useCallback(
    (index: number): FileRow => {
      const row = file.rows[index] as FileRow;
      const cells = edits.get(index);
      return cells ? { ...row, cells } : row;
    },
    [file, edits],
  );
  const shownOrder = useMemo(() => {
    const columns = importTimeFields.map(field => mapping.indexOf(field)).filter(i => i >= 0);
    return findDateOrder(file.rows.flatMap(({ cells }) => columns.map(i => cells[i] ?? "")));
  }, [file, mapping]);
  const dateOrder = settings.dateOrder || (shownOrder === "unclear" ? undefined : shownOrder);
  const left = useMemo(() => file.rows.flatMap((_, index) => (created.has(index) ? [] : [index])), [file, created]);
  const ready = useMemo(
    () => left.filter(index => !problems.has(index) || retried.has(index)),
    [left, problems, retried],
  );
  const failed = useMemo(
    () => [...problems].map(([index, problem]): FailedRow => ({ ...rowAt(index), ...problem, index })),
    [problems, rowAt],
  );

  const forgetCheck = () => {
    setProblems(nothing);
    setRetried(new Set());
    setChecked(false);
    setError(undefined);
  };

  async function send(rows: readonly number[], kind: Progress["kind"]): Promise<void> {
    if (running.current) return;
    running.current = true;
    const abort = new AbortController();
    const filled = rows.filter(index => hasText(rowAt(index), mapping));
    const empty = rows.filter(index => !hasText(rowAt(index), mapping));
    const sent = new Set(rows);
    // Problems of rows that are sent again are those of the attempt before.
    setProblems(before => new Map([...before].filter(([index]) => !sent.has(index) || kind === "importing")));
    setError(undefined);
    setProgress({ kind, done: 0, total: rows.length, stop: () => abort.abort() });
    addProblems(empty, new Map(empty.map(index => [index, { detail: t.rowIsEmpty, errors: [] }])));
    try {
      await sendBatches(filled, {
        isDryRun: kind === "checking",
        dateOrder,
        workspace,
        signal: abort.signal,
        toCsv: batch => toUpload(batch.map(rowAt), mapping, settings),
        onBatch: (batch, found, { unmatched_domains }) => {
          addProblems(batch, found);
          if (kind === "importing")
            setCreated(before => new Set([...before, ...batch.filter(index => !found.has(index))]));
          setUnmatched(before => [...new Set([...before, ...unmatched_domains])]);
          setProgress(before => before && { ...before, done: before.done + batch.length });
        },
      });
      if (!abort.signal.aborted) setChecked(true);
    } catch (err) {
      if (!abort.signal.aborted) setError(err as Error);
    } finally {
      running.current = false;
      setProgress(undefined);
      if (kind === "importing") void Promise.all([refreshLabels("tags"), refreshLabels("folders")]);
    }
  }

  /** The rows of a batch have these problems and no others. */
  function addProblems(batch: readonly number[], found: Problems): void {
    const inBatch = new Set(batch);
    setProblems(before => {
      const others = [...before].filter(([index]) => !inBatch.has(index));
      return new Map([...others, ...found].sort(([a], [b]) => a - b));
    });
    setRetried(before => new Set([...before].filter(index => !inBatch.has(index))));
  }

  return {
    mapping,
    setField: (column: number, field: ImportField | undefined) => {
      setMapping(before => before.map((each, i) => (i === column ? field : each)));
      forgetCheck();
    },
    settings,
    /** Whether dates need to be ordered, and in which order they are read; undefined if that is not known. */
    dates: { hasUnclear: shownOrder !== undefined, order: dateOrder },
    changeSettings: (changes: Partial<ImportSettings>) => {
      setSettings(before => ({ ...before, ...changes }));
      forgetCheck();
    },
    editCell: (index: number, column: number, text: string) => {
      const cells = Array.from(file.header, (_, i) => (i === column ? text : (rowAt(index).cells[i] ?? "")));
      setEdits(before => new Map([...before, [index, cells]]));
      setRetried(before => new Set([...before, index]));
    },
    left,
    ready,
    failed,
    created,
    isChecked,
    unmatched,
    progress,
    error,
    check: () => void send(left, "checking"),
    start: () => void send(ready, "importing"),
    retryFailed: () => void send([...problems.keys()], "importing"),
  };
}

export type ImportJob = ReturnType<typeof useImport>;
