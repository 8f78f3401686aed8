import type { Me } from "@shunt/contracts/accounts";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../api/client.ts";
import { meQuery } from "../api/me.ts";
import { queryClient } from "../api/query-client.ts";
import { useMessages } from "../messages/catalogue.ts";
import { languageNames } from "../messages/locale.ts";
import { type Locale, locales } from "../messages/locales.ts";
import { getTimeZones } from "../messages/time-zone.ts";
import { Switch } from "../ui/choices.tsx";
import { ComboField } from "../ui/combo-field.tsx";
import { TextField } from "../ui/field.tsx";
import { Card } from "../ui/page.tsx";
import { Select } from "../ui/select.tsx";
import { showToast } from "../ui/toast.ts";
import { accountMessages } from "./messages/index.ts";
import { SettingsForm } from "./settings-form.tsx";

const likeBrowser = "browser";

/** Name, language and time zone. */
export function ProfileForm({ me }: { me: Me }) {
  const t = useMessages(accountMessages);
  const [language, setLanguage] = useState<Locale | typeof likeBrowser>(me.language ?? likeBrowser);
  const [timeZone, setTimeZone] = useState(me.time_zone ?? "");
  const [checksLinks, setChecksLinks] = useState(me.check_links);
  const save = useMutation({
    mutationFn: (form: FormData) =>
      api.updateMe({
        body: {
          full_name: String(form.get("full_name")).trim() || null,
          language: language === likeBrowser ? null : language,
          time_zone: timeZone || null,
          check_links: checksLinks,
        },
      }),
    onSuccess: saved => {
      queryClient.setQueryData(meQuery.queryKey, saved);
      showToast({ text: t.saved });
    },
  });
  return (
    <Card title={t.profile}>
      <SettingsForm error={save.error} isPending={save.isPending} submitLabel={t.save} onSubmit={save.mutate}>
        <TextField name="full_name" label={t.name} defaultValue={me.full_name ?? ""} autoComplete="name" />
        <Select
          label={t.language}
          value={language}
          onChange={setLanguage}
          options={[
            { value: likeBrowser, label: t.likeBrowser },
            ...locales.map(value => ({ value, label: languageNames[value] })),
          ]}
        />
        <ComboField
          label={t.timeZone}
          placeholder={t.likeBrowser}
          options={getTimeZones()}
          value={timeZone}
          onChange={setTimeZone}
        />
        <div className="flex flex-col gap-1">
          <Switch isSelected={checksLinks} onChange={setChecksLinks}>
            {t.checkLinks}
          </Switch>
          <p className="text-sm text-quiet">{t.checkLinksHint}</p>
        </div>
      </SettingsForm>
    </Card>
  );
}
