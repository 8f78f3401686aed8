export interface GroupCommitOptions<T, R> {
  /** Most that a group may hold, as `sizeOf` measures; a larger item is a group of its own. */
  maxSize: number;
  sizeOf: (item: T) => number;
  /** Commits a group. Tells of each item, in order, what became of it. */
  commit: (items: readonly T[]) => Promise<readonly PromiseSettledResult<R>[]>;
}

interface Waiting<T, R> {
  item: T;
  resolve: (result: R) => void;
  reject: (err: unknown) => void;
}

/**
 * Commits what comes while others are being committed together, as databases do with their log (group commit): alone, an
 * item waits for nobody; under load, groups become as large as they may be, and each costs less.
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
        else reject(result?.reason ?? new Error("nobody knows what became of it"));
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
