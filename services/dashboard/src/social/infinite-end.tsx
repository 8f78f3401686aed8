import { useEffect, useRef } from "react";
import { Button } from "../ui/button.tsx";

interface InfiniteEndProps {
  label: string;
  isPending: boolean;
  onReach: () => void;
}

/** The end of what is loaded of a list. Coming near it loads more; so does its button. */
export function InfiniteEnd({ label, isPending, onReach }: InfiniteEndProps) {
  const end = useRef<HTMLDivElement>(null);
  const reach = useRef(onReach);
  useEffect(() => {
    reach.current = onReach;
  });
  useEffect(() => {
    if (isPending || !end.current) return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && reach.current(), {
      rootMargin: "600px",
    });
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [isPending]);
  return (
    <div ref={end} className="p-4 text-center">
      <Button onPress={onReach} isPending={isPending}>
        {label}
      </Button>
    </div>
  );
}
