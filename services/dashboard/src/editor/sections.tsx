import type { Link } from "@shunt/contracts/links";
import { lazy, Suspense, useEffect, useState } from "react";
import { Skeleton } from "../ui/page.tsx";
import { CodeSection } from "./sections/code-section.tsx";
import { DestinationSection } from "./sections/destination-section.tsx";

const MoreSections = lazy(() => import("./more-sections.tsx").then(module => ({ default: module.MoreSections })));

/** The sections of the editor in their order. Those for few links load after the first. @param link the saved link, undefined for a new one */
export function Sections({ link }: { link: Link | undefined }) {
  const isNew = link === undefined;
  const [isPainted, setPainted] = useState(false);
  useEffect(() => setPainted(true), []);
  const placeholder = <Skeleton className="h-160 w-full rounded-2xl" />;
  return (
    <>
      <DestinationSection isNew={isNew} />
      <CodeSection host={link && new URL(link.short_url).host} />
      <Suspense fallback={placeholder}>{isPainted ? <MoreSections link={link} /> : placeholder}</Suspense>
    </>
  );
}
