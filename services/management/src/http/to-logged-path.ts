import { operations } from "@shunt/contracts/operations";

/** Beginnings of paths that a secret follows. */
const beforeSecrets = [
  ...new Set(Object.values(operations).flatMap(({ path }) => /^(.+\/):token\b/.exec(path)?.[1] ?? [])),
];

/** The path of a request for logs: without the secret of a shared view or an invitation. Routes match in any case. */
export function toLoggedPath(path: string): string {
  const start = beforeSecrets.find(each => path.toLowerCase().startsWith(each));
  if (start === undefined) return path;
  const end = path.indexOf("/", start.length);
  return `${start}…${end < 0 ? "" : path.slice(end)}`;
}
