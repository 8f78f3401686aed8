import { useEffect, useMemo, useRef } from "react";

/** Functions that always do the latest, in an object that never changes. For lists whose rows must not render again. */
// biome-ignore lint/suspicious/noExplicitAny: functions of any kind
export function useLatest<T extends Record<keyof T, (...args: any[]) => unknown>>(functions: T): T {
  const latest = useRef(functions);
  useEffect(() => {
    latest.current = functions;
  });
  return useMemo(
    () =>
      Object.fromEntries(
        Object.keys(latest.current).map(name => [
          name,
          (...args: unknown[]) => latest.current[name as keyof T](...args),
        ]),
      ) as T,
    [],
  );
}
