import type { Link } from "@shunt/contracts/links";
import { RulesSection } from "./rules/rules-section.tsx";
import { AccessSection } from "./sections/access-section.tsx";
import { AppsSection } from "./sections/apps-section.tsx";
import { CardSection } from "./sections/card-section.tsx";
import { OrganiseSection } from "./sections/organise-section.tsx";
import { RedirectSection } from "./sections/redirect-section.tsx";
import { ScheduleSection } from "./sections/schedule-section.tsx";
import { SplitSection } from "./sections/split-section.tsx";
import { UtmSection } from "./sections/utm-section.tsx";

/** The sections that are closed unless a link uses them, in their order. @param link the saved link, undefined for a new one */
export function MoreSections({ link }: { link: Link | undefined }) {
  return (
    <>
      <OrganiseSection />
      <UtmSection />
      <ScheduleSection />
      <AccessSection hasPassword={link?.has_password ?? false} />
      <RulesSection linkId={link?.id} />
      <SplitSection />
      <AppsSection />
      <CardSection />
      <RedirectSection isNew={link === undefined} />
    </>
  );
}
