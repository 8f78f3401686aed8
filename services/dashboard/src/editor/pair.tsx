import type { ReactNode } from "react";

/** Fields beside each other where there is room. */
export function Pair({ children }: { children: ReactNode }) {
  return <div className="grid items-start gap-4 @phone:grid-cols-2">{children}</div>;
}
