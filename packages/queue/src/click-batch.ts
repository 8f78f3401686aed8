import { type Click, ClickBatch, clickColumns } from "@shunt/contracts";

/** Puts clicks into columns, each distinct string once. */
export function toClickBatch(clicks: readonly Click[]): ClickBatch {
  const indexes = new Map<string, number>();
  const dictionary: string[] = [];
  const indexOf = (value: string) => {
    let index = indexes.get(value);
    if (index === undefined) {
      index = dictionary.push(value) - 1;
      indexes.set(value, index);
    }
    return index;
  };
  const batch: ClickBatch = {
    version: 1,
    dictionary,
    at: clicks.map(click => click.at),
    linkId: [],
    ip: [],
    userAgent: [],
    referrer: [],
    language: [],
    marks: [],
    purpose: [],
    destination: [],
  };
  for (const click of clicks) {
    for (const column of clickColumns) batch[column].push(indexOf(click[column]));
  }
  return batch;
}

/**
 * The clicks of a batch, in order.
 *
 * @throws ZodError when the data is no batch of a version this code knows.
 */
export function parseClickBatch(data: unknown): Click[] {
  const batch = ClickBatch.parse(data);
  // The schema has checked that every index lies within the dictionary.
  const look = (index: number | undefined) => batch.dictionary[index as number] as string;
  return batch.at.map((at, i) => ({
    at,
    linkId: look(batch.linkId[i]),
    ip: look(batch.ip[i]),
    userAgent: look(batch.userAgent[i]),
    referrer: look(batch.referrer[i]),
    language: look(batch.language[i]),
    marks: look(batch.marks[i]),
    purpose: look(batch.purpose[i]),
    destination: look(batch.destination[i]),
  }));
}
