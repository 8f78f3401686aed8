import type { Person } from "@shunt/contracts/social";
import type { ReactNode } from "react";
import { Skeleton } from "../../ui/page.tsx";
import { Avatar } from "../avatar.tsx";

/** A list of people. */
export function PersonList({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul aria-label={label} className="divide-y divide-line">
      {children}
    </ul>
  );
}

interface PersonItemProps {
  person: Person;
  /** Something about the person, such as since when. */
  about: ReactNode;
  actions: ReactNode;
}

export function PersonItem({ person: { username }, about, actions }: PersonItemProps) {
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 px-5 py-3">
      <Avatar name={username} />
      <div className="min-w-32 flex-1">
        <p className="font-medium wrap-anywhere">
          <bdi>{username}</bdi>
        </p>
        <p className="text-sm text-quiet">{about}</p>
      </div>
      <div className="flex items-center gap-2">{actions}</div>
    </li>
  );
}

export function PersonSkeleton() {
  return (
    <div className="flex items-center gap-3 px-5 py-3">
      <Skeleton className="size-10 rounded-full" />
      <div className="flex flex-col gap-1.5">
        <Skeleton className="h-4 w-40" />
        <Skeleton className="h-3 w-24" />
      </div>
    </div>
  );
}
