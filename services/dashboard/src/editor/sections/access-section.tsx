import { LockKeyhole } from "lucide-react";
import { useMessages } from "../../messages/catalogue.ts";
import { FormSwitch } from "../form/fields.tsx";
import { editorMessages } from "../messages/index.ts";
import { Section } from "../section.tsx";
import { PasswordChange } from "./password-change.tsx";

const fields = ["password", "is_public"] as const;

/** Who may open the link, and who may read about it. */
export function AccessSection({ hasPassword }: { hasPassword: boolean }) {
  const t = useMessages(editorMessages);
  return (
    <Section title={t.access} about={hasPassword ? t.hasPassword : t.accessAbout} icon={LockKeyhole} fields={fields}>
      <PasswordChange hasPassword={hasPassword} />
      <FormSwitch name="is_public" label={t.isPublic} hint={t.isPublicHint} />
    </Section>
  );
}
