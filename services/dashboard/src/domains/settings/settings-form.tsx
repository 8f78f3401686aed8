import type { DefaultDomain, UpdateDefaultDomain } from "@shunt/contracts/domains";
import { Form } from "react-aria-components";
import { LeaveGuard } from "../../editor/leave-guard.tsx";
import { useMessages } from "../../messages/catalogue.ts";
import { Button } from "../../ui/button.tsx";
import { ProblemNotice } from "../../ui/problem.tsx";
import { domainMessages } from "../messages/index.ts";
import { AppCard } from "./app-card.tsx";
import { BrandCard } from "./brand-card.tsx";
import { DefaultsCard } from "./defaults-card.tsx";
import { PagesCard } from "./pages-card.tsx";
import { useDomainForm } from "./use-domain-form.ts";

interface SettingsFormProps {
  settings: DefaultDomain;
  send: (changes: UpdateDefaultDomain) => Promise<DefaultDomain>;
}

/** All settings of a domain for its visitors and links, saved together. */
export function SettingsForm({ settings, send }: SettingsFormProps) {
  const t = useMessages(domainMessages);
  const state = useDomainForm(settings, send);
  return (
    <Form
      validationBehavior="aria"
      className="flex flex-col gap-5"
      onSubmit={event => {
        event.preventDefault();
        state.save();
      }}
    >
      <LeaveGuard isDirty={state.isDirty} text={t.leaveText} />
      {state.error && <ProblemNotice error={state.error} />}
      <PagesCard {...state} />
      <DefaultsCard {...state} />
      <BrandCard {...state} />
      <AppCard {...state} />
      {state.isDirty && (
        <div className="print:hidden! sticky low:static bottom-above-nav z-10 flex flex-wrap items-center gap-3 rounded-2xl border border-line bg-raised p-3 pl-5 shadow-raised @desk:bottom-4">
          <p role="status" className="mr-auto font-medium">
            {t.unsaved}
          </p>
          <Button onPress={state.discard}>{t.discard}</Button>
          <Button type="submit" look="primary" isPending={state.isSaving}>
            {t.save}
          </Button>
        </div>
      )}
    </Form>
  );
}
