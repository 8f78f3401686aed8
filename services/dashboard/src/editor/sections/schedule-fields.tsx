import { useFormContext } from "react-hook-form";
import { useMessages } from "../../messages/catalogue.ts";
import { getTimeZone } from "../../messages/time-zone.ts";
import { Button } from "../../ui/button.tsx";
import { FormSwitch, FormText, FormTime } from "../form/fields.tsx";
import type { LinkForm } from "../form/link-form.ts";
import { toLocalTimeIn } from "../form/local-time.ts";
import { editorMessages } from "../messages/index.ts";
import { Pair } from "../pair.tsx";

/** In days. */
const spans = { inADay: 1, inAWeek: 7, inAMonth: 30 } as const;

/** When the link works: start, end, and the number of clicks. */
export function ScheduleFields() {
  const t = useMessages(editorMessages);
  return (
    <>
      <FormSwitch name="is_active" label={t.isActive} hint={t.isActiveHint} />
      <Pair>
        <FormTime name="starts_at" label={t.startsAt} hint={t.inTimeZone(getTimeZone())} />
        <div className="flex flex-col gap-2">
          <FormTime name="expires_at" label={t.expiresAt} hint={t.inTimeZone(getTimeZone())} />
          <EndShortcuts />
        </div>
      </Pair>
      <Pair>
        <FormText name="max_clicks" label={t.maxClicks} hint={t.maxClicksHint} inputMode="numeric" />
        <FormText name="fallback_url" label={t.fallbackUrl} hint={t.fallbackUrlHint} isAddress />
      </Pair>
    </>
  );
}

function EndShortcuts() {
  const t = useMessages(editorMessages);
  const { setValue } = useFormContext<LinkForm>();
  const end = (days: number) => setValue("expires_at", toLocalTimeIn(days, new Date()), { shouldValidate: true });
  return (
    <div className="flex flex-wrap gap-1.5">
      {Object.entries(spans).map(([name, days]) => (
        <Button key={name} size="small" onPress={() => end(days)}>
          {t.spans[name as keyof typeof spans]}
        </Button>
      ))}
    </div>
  );
}
