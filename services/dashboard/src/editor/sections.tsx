import type { Link } from "@shunt/contracts/links";
import { RulesSection } from "./rules/rules-section.tsx";
import { AccessSection } from "./sections/access-section.tsx";
import { AppsSection } from "./sections/apps-section.tsx";
import { CardSection } from "./sections/card-section.tsx";
import { CodeSection } from "./sections/code-section.tsx";
import { DestinationSection } from "./sections/destination-section.tsx";
import { OrganiseSection } from "./sections/organise-section.tsx";
import { RedirectSection } from "./sections/redirect-section.tsx";
import { ScheduleSection } from "./sections/schedule-section.tsx";
import { SplitSection } from "./sections/split-section.tsx";
import { UtmSection } from "./sections/utm-section.tsx";

/** The sections of the editor in their order. @param link the saved link, undefined for a new one */
export function Sections({ link }: { link: Link | undefined }) {
  const isNew = link === undefined;
  return (
    <>
      <DestinationSection isNew={isNew} />
      <CodeSection host={link && new URL(link.short_url).host} />
      <OrganiseSection />
      <UtmSection />
      <ScheduleSection />
      <AccessSection hasPassword={link?.has_password ?? false} />
      <RulesSection linkId={link?.id} />
      <SplitSection />
      <AppsSection />
      <CardSection />
      <RedirectSection isNew={isNew} />
    </>
  );
}
