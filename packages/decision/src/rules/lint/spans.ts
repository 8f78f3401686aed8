type Point = number | bigint;
/** From the first point up to, but not including, the second. */
export type Span = readonly [from: Point, until: Point];
/** Spans in order, with gaps between them. */
export type Spans = readonly Span[];

/** Sorts spans, drops empty ones, and joins those that touch. */
export function toSpans(given: readonly Span[]): Spans {
  const spans: Span[] = [];
  const filled = given.filter(([from, until]) => from < until);
  for (const [from, until] of filled.sort(([a], [b]) => (a < b ? -1 : 1))) {
    const last = spans.at(-1);
    if (last === undefined || last[1] < from) spans.push([from, until]);
    else if (last[1] < until) spans.splice(-1, 1, [last[0], until]);
  }
  return spans;
}

/** The rest of `whole`, which contains the spans. */
export function without(whole: Span, spans: Spans): Spans {
  const starts = [whole[0], ...spans.map(([, until]) => until)];
  const ends = [...spans.map(([from]) => from), whole[1]];
  return starts.flatMap((from, i): Span[] => {
    const until = ends[i] ?? whole[1];
    return from < until ? [[from, until]] : [];
  });
}

export function isSubset(part: Spans, whole: Spans): boolean {
  let i = 0;
  return part.every(([from, until]) => {
    while ((whole[i]?.[1] ?? until) < until) i += 1;
    const span = whole[i];
    return span !== undefined && span[0] <= from;
  });
}

export function isDisjoint(one: Spans, other: Spans): boolean {
  let i = 0;
  return one.every(([from, until]) => {
    while ((other[i]?.[1] ?? until) <= from) i += 1;
    const span = other[i];
    return span === undefined || span[0] >= until;
  });
}
