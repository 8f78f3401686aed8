export interface GroupCommitOptions<T, R> {
  /** Maximum sum of `sizeOf` per group. A larger item gets its own group. */
  maxSize: number;
  sizeOf: (item: T) => number;
  /** Commits a group. Returns the result of each item, in order. */
  commit: (items: readonly T[]) => Promise<readonly PromiseSettledResult<R>[]>;
}

interface Waiting<T, R> {
  item: T;
  resolve: (result: R) => void;
  reject: (err: unknown) => void;
}

/**
 * Commits items together that arrive while another group is being committed, as databases do with their log. A lone
 * item does not wait; under load, groups grow and each item costs less.
 */
export function createGroupCommit<T, R>({ maxSize, sizeOf, commit }: GroupCommitOptions<T, R>) {
  const queue: Waiting<T, R>[] = [];
  let isRunning = false;

  function takeGroup(): Waiting<T, R>[] {
    let size = 0;
    const end = queue.findIndex(({ item }, i) => {
      size += sizeOf(item);
      return i > 0 && size > maxSize;
    });
    return queue.splice(0, end < 0 ? queue.length : end);
  }

  async function commitGroup(group: readonly Waiting<T, R>[]): Promise<void> {
    try {
      const results = await commit(group.map(({ item }) => item));
      for (const [i, { resolve, reject }] of group.entries()) {
        const result = results[i];
        if (result?.status === "fulfilled") resolve(result.value);
        else reject(result?.reason ?? new Error("the commit returned no result for this item"));
      }
    } catch (err) {
      for (const { reject } of group) reject(err);
    }
  }

  async function work(): Promise<void> {
    isRunning = true;
    while (queue.length > 0) await commitGroup(takeGroup());
    isRunning = false;
  }

  return (item: T): Promise<R> => {
    const { promise, resolve, reject } = Promise.withResolvers<R>();
    queue.push({ item, resolve, reject });
    if (!isRunning) void work();
    return promise;
  };
}
