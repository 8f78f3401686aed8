/**
 * Makes `validateSearch` of a route drop what the function does not return. The router keeps such parameters as they are in the
 * address, so a page would get values that no one has checked.
 */
export function onlyKnown<S extends object>(read: (search: Record<string, unknown>) => S) {
  return (search: Record<string, unknown>): S => ({
    ...Object.fromEntries(Object.keys(search).map(name => [name, undefined])),
    ...read(search),
  });
}
