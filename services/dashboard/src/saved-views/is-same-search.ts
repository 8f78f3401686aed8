/** Whether two searches have the same parameters, in any order. */
export function isSameSearch(a: object, b: object): boolean {
  const toText = (search: object) =>
    JSON.stringify(
      Object.entries(search)
        .filter(([, value]) => value !== undefined)
        .sort(([one], [other]) => (one < other ? -1 : 1)),
    );
  return toText(a) === toText(b);
}
