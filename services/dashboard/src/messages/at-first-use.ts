/**
 * Creates something when it is first used. Formatters of `Intl` take up to 8 ms each, the first one of a page 40 ms, and most
 * pages need few of them: none is created when a module loads.
 */
export function atFirstUse<T>(create: () => T): () => T {
  let created: T | undefined;
  return () => {
    created ??= create();
    return created;
  };
}
