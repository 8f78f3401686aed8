import { ApiError } from "@shunt/contracts/client";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { api } from "../api/client.ts";
import { instanceQuery } from "../api/instance.ts";
import { beginSession } from "../api/session.ts";
import { useMessages } from "../messages/catalogue.ts";
import { Button } from "../ui/button.tsx";
import { Checkbox } from "../ui/choices.tsx";
import { TextField } from "../ui/field.tsx";
import { PasswordField } from "../ui/password-field.tsx";
import { AccountForm } from "./account-form.tsx";
import { signInMessages } from "./messages/index.ts";

/** Signs in with e-mail address, password and, where the account has one, a second factor. */
export function SignInPage() {
  const t = useMessages(signInMessages);
  const search = useSearch({ from: "/open/sign-in" });
  const { data: instance } = useQuery(instanceQuery);
  const [isRemembered, setRemembered] = useState(true);
  const signIn = useMutation({
    mutationFn: (form: FormData) => {
      const code = form.get("totp_code");
      return api.login({
        body: {
          email: String(form.get("email")),
          password: String(form.get("password")),
          session: "cookie",
          remember: isRemembered,
          ...(code !== null && { totp_code: String(code) }),
        },
      });
    },
    // The router then leaves the page, as for everyone who is signed in.
    onSuccess: beginSession,
  });
  const code = signIn.error instanceof ApiError ? signIn.error.code : undefined;
  const [needsCode, setNeedsCode] = useState(false);
  if (code === "totp-required" && !needsCode) setNeedsCode(true);
  return (
    <AccountForm
      title={t.signInTitle}
      error={code === "totp-required" ? null : signIn.error}
      onSubmit={signIn.mutate}
      footer={
        instance?.registration_enabled && (
          <p>
            {t.newHere}{" "}
            <Link to="/register" search={search} className="font-medium text-accent">
              {t.register}
            </Link>
          </p>
        )
      }
    >
      <TextField
        name="email"
        type="email"
        label={t.email}
        defaultValue={search.email ?? ""}
        autoComplete="username"
        isRequired
        autoFocus
      />
      <PasswordField name="password" label={t.password} autoComplete="current-password" />
      {needsCode && (
        <TextField
          name="totp_code"
          label={t.code}
          hint={t.codeHint}
          // Recovery codes have letters, which keypads of digits do not have.
          kind="code"
          autoComplete="one-time-code"
          isRequired
          autoFocus
        />
      )}
      <div className="flex flex-wrap items-center justify-between gap-2 text-sm">
        <Checkbox isSelected={isRemembered} onChange={setRemembered}>
          {t.remember}
        </Checkbox>
        <Link to="/forgot-password" className="py-1 font-medium text-accent">
          {t.forgot}
        </Link>
      </div>
      <Button type="submit" look="primary" isPending={signIn.isPending}>
        {t.signIn}
      </Button>
    </AccountForm>
  );
}
