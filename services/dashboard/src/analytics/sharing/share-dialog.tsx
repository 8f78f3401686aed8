import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Form } from "react-aria-components";
import { api } from "../../api/client.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { Button } from "../../ui/button.tsx";
import { Switch } from "../../ui/choices.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { TextField } from "../../ui/field.tsx";
import { ProblemNotice } from "../../ui/problem.tsx";
import { Select } from "../../ui/select.tsx";
import { useFormProblems } from "../../ui/use-form-problems.ts";
import type { ClickSearch } from "../click-filters.ts";
import { analyticsMessages } from "../messages/index.ts";
import { toFilters, toPeriodQuery } from "../queries.ts";
import { type SharedScope, sharedViewsQuery } from "./queries.ts";
import { ReportRule } from "./report-rule.tsx";
import { SharedViewList } from "./shared-view-list.tsx";

const dayMs = 86_400_000;
const never = "0";
/** Days until a view ends. */
const lifetimes = [never, "7", "30", "90", "365"] as const;

interface ShareDialogProps {
  scope: SharedScope;
  search: ClickSearch;
  name: string;
  onClose: () => void;
}

/** Shares the report as it is on screen, and lists what is shared already. */
export function ShareDialog({ scope, search, name, onClose }: ShareDialogProps) {
  const t = useMessages(analyticsMessages);
  const queryClient = useQueryClient();
  const [lifetime, setLifetime] = useState<(typeof lifetimes)[number]>(never);
  const [hides, setHides] = useState(false);
  const share = useMutation({
    mutationFn: (title: string) =>
      api.createSharedView({
        body: {
          name: title,
          ...scope,
          ...toPeriodQuery(search),
          ...toFilters(search),
          include_bots: search.bots ?? false,
          hides_destinations: hides,
          expires_at: lifetime === never ? null : new Date(Date.now() + Number(lifetime) * dayMs).toISOString(),
        },
      }),
    onSettled: () => queryClient.invalidateQueries(sharedViewsQuery),
  });
  const { general, formProps } = useFormProblems(share.error);
  return (
    <Dialog title={t.shareTitle} isOpen onClose={onClose}>
      <p className="text-quiet">{t.shareAbout}</p>
      {share.data ? (
        <div role="status" className="flex flex-col gap-3 rounded-xl border border-line bg-sunken p-4">
          <p className="font-medium">{t.shareReady}</p>
          <TextField label={t.shareAddress} isReadOnly value={share.data.url} />
          <div className="flex flex-wrap gap-2">
            <CopyButton text={share.data.url} label={t.copyAddress} />
            <Button look="quiet" onPress={() => share.reset()}>
              {t.shareAnother}
            </Button>
          </div>
        </div>
      ) : (
        <Form
          className="flex flex-col gap-4"
          {...formProps}
          onSubmit={event => {
            event.preventDefault();
            share.mutate(String(new FormData(event.currentTarget).get("name")));
          }}
        >
          <TextField name="name" label={t.reportName} defaultValue={name.slice(0, 100)} maxLength={100} isRequired />
          <ReportRule search={search} />
          <Select
            label={t.shareUntil}
            value={lifetime}
            onChange={setLifetime}
            options={lifetimes.map(value => ({
              value,
              label: value === never ? t.untilRevoked : t.forDays(Number(value)),
            }))}
          />
          <Switch isSelected={hides} onChange={setHides}>
            {t.hideDestinations}
          </Switch>
          {general && <ProblemNotice error={general} />}
          <Button type="submit" look="primary" isPending={share.isPending}>
            {t.createAddress}
          </Button>
        </Form>
      )}
      <SharedViewList scope={scope} />
    </Dialog>
  );
}
