import { type ReactNode, useState } from "react";
import { useMessages } from "../../messages/catalogue.ts";
import { Button } from "../../ui/button.tsx";
import { adminMessages } from "../messages/index.ts";

const step = 50;

/** Shows the first items of a list that may have thousands, with a button for more. */
export function useShortList<T>(items: readonly T[] = []): { shown: readonly T[]; more: ReactNode } {
  const t = useMessages(adminMessages);
  const [count, setCount] = useState(step);
  const more = items.length > count && (
    <div className="p-4 text-center">
      <Button onPress={() => setCount(count + step)}>{t.showMore}</Button>
    </div>
  );
  return { shown: items.slice(0, count), more };
}
