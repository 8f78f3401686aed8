import { Eye, EyeOff } from "lucide-react";
import { useState } from "react";
import { useMessages } from "../messages/catalogue.ts";
import { IconButton } from "./button.tsx";
import { TextField } from "./field.tsx";
import { uiMessages } from "./messages/index.ts";

interface PasswordFieldProps {
  label: string;
  name: string;
  autoComplete: "current-password" | "new-password";
  hint?: string;
}

/** A field for a password, which its button shows. */
export function PasswordField(props: PasswordFieldProps) {
  const t = useMessages(uiMessages);
  const [isShown, setShown] = useState(false);
  return (
    <TextField
      {...props}
      isRequired
      type={isShown ? "text" : "password"}
      suffix={
        <IconButton
          label={isShown ? t.hidePassword : t.showPassword}
          icon={isShown ? <EyeOff size={18} /> : <Eye size={18} />}
          onPress={() => setShown(!isShown)}
        />
      }
    />
  );
}
