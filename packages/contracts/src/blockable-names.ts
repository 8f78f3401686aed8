import { withoutNat64 } from "./public-host.ts";

/** Without trailing dots and the NAT64 form of an address, which do not change the destination. */
export function toBlockableName({ hostname }: URL): string {
  let end = hostname.length;
  while (hostname[end - 1] === ".") end -= 1;
  return withoutNat64(hostname.slice(0, end));
}

/** `a.b.example`, `b.example` and `example`: the names that forbid the host if they are blocked. */
export function toSuffixes(name: string): string[] {
  const labels = name.split(".");
  return labels.map((_label, i) => labels.slice(i).join("."));
}
