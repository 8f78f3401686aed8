import { useMessages } from "../../messages/catalogue.ts";
import { FormSwitch } from "../form/fields.tsx";
import { editorMessages } from "../messages/index.ts";
import type { SectionContentProps } from "../section.tsx";
import { PasswordChange } from "./password-change.tsx";

/** Who may open the link, and who may read about it. */
export function AccessFields({ link }: SectionContentProps) {
  const t = useMessages(editorMessages);
  return (
    <>
      <PasswordChange hasPassword={link?.has_password ?? false} />
      <FormSwitch name="is_public" label={t.isPublic} hint={t.isPublicHint} />
    </>
  );
}
