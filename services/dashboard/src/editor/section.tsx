import type { Link } from "@shunt/contracts/links";
import { ChevronRight, type LucideIcon } from "lucide-react";
import { Suspense, useEffect, useEffectEvent, useState } from "react";
import { Button, Disclosure, DisclosurePanel, Heading } from "react-aria-components";
import { useFormContext, useFormState } from "react-hook-form";
import type { LazyPart } from "../ui/lazy-part.tsx";
import { Skeleton } from "../ui/page.tsx";
import { isUsed } from "./form/form-fields.ts";
import type { FormField, LinkForm } from "./form/link-form.ts";
import { focusFirstProblem } from "./use-link-form.ts";

/** What the content of each section gets. */
export interface SectionContentProps {
  /** The saved link, undefined for a new one. */
  link: Link | undefined;
}

interface SectionProps extends SectionContentProps {
  title: string;
  /** What one can do here, in a few words. */
  about: string;
  icon: LucideIcon;
  /** Its fields: the section is open if a link uses one, and opens when one has a problem. */
  fields: readonly FormField[];
  /** Loads when the section is about to open. */
  content: LazyPart<SectionContentProps>;
  /** Classes with the height of the content, for the moment until it has loaded. */
  height: string;
}

/** A part of the editor that opens when it is used. */
export function Section({ title, about, icon: Icon, fields, content: Content, height, link }: SectionProps) {
  const { control, getValues } = useFormContext<LinkForm>();
  const [isOpen, setOpen] = useState(() => isUsed(getValues(), fields));
  const { errors, submitCount } = useFormState({ control, name: fields });
  const failed = fields.some(field => errors[field] !== undefined) ? submitCount : 0;
  const [shownFailure, setShownFailure] = useState(0);
  const [isFocusing, setFocusing] = useState(false);
  // Each attempt to save opens the sections with problems, which people may close again.
  if (failed !== shownFailure) {
    setShownFailure(failed);
    if (failed > 0) setOpen(true);
    setFocusing(failed > 0);
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
          onHoverStart={() => void Content.preload()}
          onFocus={() => void Content.preload()}
          onPressStart={() => void Content.preload()}
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
        {isOpen && (
          <div className="flex flex-col gap-5 border-t border-line p-5">
            <Suspense fallback={<Skeleton className={`w-full ${height}`} />}>
              <Content link={link} />
              {isFocusing && <FocusProblem onDone={() => setFocusing(false)} />}
            </Suspense>
          </div>
        )}
      </DisclosurePanel>
    </Disclosure>
  );
}

/** Moves to the first problem once the fields beside it are there: those of a closed section may still have to load. */
function FocusProblem({ onDone }: { onDone: () => void }) {
  const done = useEffectEvent(onDone);
  useEffect(() => {
    focusFirstProblem();
    done();
  }, []);
  return null;
}
