import { type ReactNode, Suspense, useEffect, useState } from "react";

/** Long enough (ms) for the code and the answers of a page to be on their way first. */
const pauseMs = 1_000;

/** Renders what no page needs to appear, and thereby loads its code, after the page. */
export function Later({ children }: { children: ReactNode }) {
  const [isDue, setDue] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setDue(true), pauseMs);
    return () => clearTimeout(timer);
  }, []);
  return <Suspense>{isDue && children}</Suspense>;
}
