/** Host and port of the URL of a store, of each server if it names several; without user, password and path. */
export function toHosts(url: string): string {
  return /^[^/]+:\/\/(?:[^@/?#]*@)?([^/?#]*)/.exec(url)?.[1] ?? "";
}
