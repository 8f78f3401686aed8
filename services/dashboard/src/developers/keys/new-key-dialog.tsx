import type { NewApiKey, Scope } from "@shunt/contracts/accounts";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { CheckboxGroup, Label } from "react-aria-components";
import { api } from "../../api/client.ts";
import { listAll } from "../../api/list-all.ts";
import { useMe } from "../../api/me.ts";
import { domainsQuery } from "../../editor/api.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { Checkbox } from "../../ui/choices.tsx";
import { labelClass, TextField } from "../../ui/field.tsx";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { Select } from "../../ui/select.tsx";
import { TokenField } from "../../ui/token-field.tsx";
import { useFormProblems } from "../../ui/use-form-problems.ts";
import { developersMessages } from "../messages/index.ts";

const daysOf = { never: undefined, month: 30, quarter: 90, year: 365 } as const;
const dayMs = 86_400_000;
const scopes = listAll<Scope>({ read: true, write: true, analytics: true, admin: true });
/** Stands for the shared domain, which has no host. */
const shared = "";

/** Creates a key with no more rights than chosen. */
export function NewKeyDialog({ onClose, onCreated }: { onClose: () => void; onCreated: (key: NewApiKey) => void }) {
  const t = useMessages(developersMessages);
  const isAdmin = useMe()?.role === "admin";
  const hosts = useQuery(domainsQuery);
  const [chosenScopes, setScopes] = useState<string[]>(["read", "write"]);
  const [domains, setDomains] = useState<string[]>([]);
  const [expiry, setExpiry] = useState<keyof typeof daysOf>("never");
  const create = useMutation({
    mutationFn: (form: FormData) => {
      const days = daysOf[expiry];
      return api.createApiKey({
        body: {
          name: String(form.get("name")),
          scopes: scopes.filter(each => chosenScopes.includes(each)),
          domains: domains.length > 0 ? domains.map(each => (each === shared ? null : each)) : null,
          expires_at: days === undefined ? null : new Date(Date.now() + days * dayMs).toISOString(),
        },
      });
    },
    onSuccess: onCreated,
  });
  const { general, fieldErrors, formProps } = useFormProblems(create.error);
  const verified = hosts.data?.items.filter(({ is_verified }) => is_verified) ?? [];
  return (
    <FormDialog
      title={t.createKey}
      onClose={onClose}
      onSubmit={form => create.mutate(form)}
      submitLabel={t.create}
      isPending={create.isPending}
      isDisabled={chosenScopes.length === 0}
      problem={general}
      {...formProps}
    >
      <TextField name="name" label={t.keyName} placeholder={t.keyNameExample} isRequired autoFocus maxLength={100} />
      <CheckboxGroup value={chosenScopes} onChange={setScopes} className="flex flex-col gap-2">
        <Label className={labelClass}>{t.scopes}</Label>
        {scopes
          .filter(each => each !== "admin" || isAdmin)
          .map(each => (
            <Checkbox key={each} value={each}>
              {t.scopeNames[each]}
            </Checkbox>
          ))}
      </CheckboxGroup>
      {verified.length > 0 && (
        <TokenField
          label={t.domains}
          hint={t.domainsHint}
          error={fieldErrors.domains}
          options={[
            { value: shared, label: t.sharedDomain },
            ...verified.map(({ host }) => ({ value: host, label: host })),
          ]}
          values={domains}
          onChange={setDomains}
        />
      )}
      <Select
        label={t.expires}
        value={expiry}
        onChange={setExpiry}
        options={(Object.keys(daysOf) as (keyof typeof daysOf)[]).map(value => ({ value, label: t.expiries[value] }))}
      />
    </FormDialog>
  );
}
