import { Skeleton } from "../../ui/page.tsx";

/** Holds the place of posts. */
export function PostSkeleton({ count = 3 }: { count?: number }) {
  return Array.from({ length: count }, (_, i) => (
    <div key={i} className="flex flex-col gap-3 rounded-2xl border border-line bg-card p-4">
      <div className="flex items-center gap-3">
        <Skeleton className="size-10 rounded-full" />
        <div className="flex flex-col gap-1.5">
          <Skeleton className="h-4 w-32" />
          <Skeleton className="h-3 w-20" />
        </div>
      </div>
      <Skeleton className="h-4 w-full" />
      <Skeleton className="h-4 w-2/3" />
      <Skeleton className="h-8 w-40" />
    </div>
  ));
}
