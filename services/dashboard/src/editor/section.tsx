import { ChevronRight, type LucideIcon } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Button, Disclosure, DisclosurePanel, Heading } from "react-aria-components";
import { useFormContext, useFormState } from "react-hook-form";
import { isUsed } from "./form/form-fields.ts";
import type { FormField, LinkForm } from "./form/link-form.ts";

interface SectionProps {
  title: string;
  /** What one can do here, in a few words. */
  about: string;
  icon: LucideIcon;
  /** Its fields: the section is open if a link uses one, and opens when one has a problem. */
  fields: readonly FormField[];
  children: ReactNode;
}

/** A part of the editor that opens when it is used. */
export function Section({ title, about, icon: Icon, fields, children }: SectionProps) {
  const { control, getValues } = useFormContext<LinkForm>();
  const [isOpen, setOpen] = useState(() => isUsed(getValues(), fields));
  const { errors, submitCount } = useFormState({ control, name: fields });
  const failed = fields.some(field => errors[field] !== undefined) ? submitCount : 0;
  const [shownFailure, setShownFailure] = useState(0);
  // Each attempt to save opens the sections with problems, which people may close again.
  if (failed !== shownFailure) {
    setShownFailure(failed);
    if (failed > 0) setOpen(true);
  }
  return (
    <Disclosure
      isExpanded={isOpen}
      onExpandedChange={setOpen}
      className="group @container min-w-0 rounded-2xl border border-line bg-card"
    >
      <Heading level={2} className="text-base">
        <Button
          slot="trigger"
          className="flex w-full cursor-pointer items-center gap-3 rounded-2xl px-5 py-3.5 text-left data-hovered:bg-sunken group-data-expanded:rounded-b-none"
        >
          <Icon size={18} className="shrink-0 text-accent" aria-hidden />
          <span className="min-w-0 flex-1">
            <span className="block font-semibold">{title}</span>
            <span className="block text-sm font-normal tracking-normal text-quiet">{about}</span>
          </span>
          <ChevronRight
            size={18}
            className="shrink-0 text-quiet transition-transform group-data-expanded:rotate-90"
            aria-hidden
          />
        </Button>
      </Heading>
      <DisclosurePanel>
        {isOpen && <div className="flex flex-col gap-5 border-t border-line p-5">{children}</div>}
      </DisclosurePanel>
    </Disclosure>
  );
}

/** Fields beside each other where there is room. */
export function Pair({ children }: { children: ReactNode }) {
  return <div className="grid items-start gap-4 @phone:grid-cols-2">{children}</div>;
}
