import type { Link } from "@shunt/contracts/links";
import { type ReactNode, Suspense } from "react";
import { afterPaint } from "../ui/after-paint.ts";
import { lazyPart } from "../ui/lazy-part.tsx";
import { Skeleton } from "../ui/page.tsx";
import { CodeSection } from "./sections/code-section.tsx";
import { DestinationSection } from "./sections/destination-section.tsx";

const MoreSections = lazyPart(async () => {
  await afterPaint();
  return (await import("./more-sections.tsx")).MoreSections;
});

/** The sections of the editor in their order. Those for few links load after the first. @param link the saved link, undefined for a new one */
export function Sections({ link, workspaceField }: { link: Link | undefined; workspaceField?: ReactNode }) {
  return (
    <>
      <DestinationSection isNew={link === undefined} />
      <CodeSection host={link && new URL(link.short_url).host} workspaceField={workspaceField} />
      <Suspense fallback={<Skeleton className="h-175 w-full rounded-2xl" />}>
        <MoreSections link={link} />
      </Suspense>
    </>
  );
}
