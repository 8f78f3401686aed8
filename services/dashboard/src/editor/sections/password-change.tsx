import { Eye, EyeOff } from "lucide-react";
import { useState } from "react";
import { useController } from "react-hook-form";
import { useMessages } from "../../messages/catalogue.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import type { LinkForm } from "../form/link-form.ts";
import { useFieldErrors } from "../form/use-field-errors.ts";
import { editorMessages } from "../messages/index.ts";

/** Sets, replaces or removes the password. The server never shows one, so the field begins empty. */
export function PasswordChange({ hasPassword }: { hasPassword: boolean }) {
  const t = useMessages(editorMessages);
  const { field } = useController<LinkForm, "password">({ name: "password" });
  const { action, value } = field.value;
  const errors = useFieldErrors();
  const [isShown, setShown] = useState(false);
  const keep = () => field.onChange({ action: "keep", value: "" });

  if (hasPassword && action === "keep") {
    return (
      <div className="flex flex-wrap items-center gap-2">
        <p className="mr-auto">{t.hasPassword}</p>
        <Button onPress={() => field.onChange({ action: "set", value: "" })}>{t.changePassword}</Button>
        <Button onPress={() => field.onChange({ action: "remove", value: "" })}>{t.removePassword}</Button>
      </div>
    );
  }
  if (action === "remove") {
    return (
      <div className="flex flex-wrap items-center gap-2">
        <p className="mr-auto text-watch">{t.passwordWillGo}</p>
        <Button onPress={keep}>{t.keepPassword}</Button>
      </div>
    );
  }
  return (
    <div className="flex flex-col gap-2">
      <TextField
        label={hasPassword ? t.newPassword : t.password}
        hint={t.passwordHint}
        type={isShown ? "text" : "password"}
        autoComplete="new-password"
        value={value}
        onChange={typed => (typed === "" && !hasPassword ? keep() : field.onChange({ action: "set", value: typed }))}
        onBlur={field.onBlur}
        error={errors.within("password")}
        suffix={
          <IconButton
            label={isShown ? t.hidePassword : t.showPassword}
            icon={isShown ? <EyeOff size={18} /> : <Eye size={18} />}
            onPress={() => setShown(!isShown)}
          />
        }
      />
      {hasPassword && (
        <div>
          <Button size="small" onPress={keep}>
            {t.keepPassword}
          </Button>
        </div>
      )}
    </div>
  );
}
