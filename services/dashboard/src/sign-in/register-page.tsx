import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { api } from "../api/client.ts";
import { instanceQuery } from "../api/instance.ts";
import { beginSession } from "../api/session.ts";
import { useMessages } from "../messages/catalogue.ts";
import { Button, ButtonLink } from "../ui/button.tsx";
import { TextField } from "../ui/field.tsx";
import { EmptyState } from "../ui/page.tsx";
import { PasswordField } from "../ui/password-field.tsx";
import { AccountForm } from "./account-form.tsx";
import { signInMessages } from "./messages/index.ts";

/** Creates an account and signs in, or asks to confirm the address first where the installation requires that. */
export function RegisterPage() {
  const t = useMessages(signInMessages);
  const { invitation, ...search } = useSearch({ from: "/open/register" });
  const register = useMutation({
    mutationFn: async (form: FormData) => {
      const email = String(form.get("email"));
      const password = String(form.get("password"));
      const fullName = String(form.get("full_name")).trim();
      const user = await api.registerUser({
        body: {
          email,
          password,
          ...(fullName && { full_name: fullName }),
          ...(invitation !== undefined && { invitation_token: invitation }),
        },
      });
      const tokens = await api.login({ body: { email, password, session: "cookie" } }).catch(() => undefined);
      if (tokens) beginSession(tokens);
      return user;
    },
  });
  const { data: instance } = useQuery(instanceQuery);
  if (instance?.registration_enabled === false && invitation === undefined)
    return (
      <EmptyState
        isPage
        title={t.registrationClosed}
        action={
          <ButtonLink to="/sign-in" search={search} look="primary">
            {t.signIn}
          </ButtonLink>
        }
      >
        {t.askAdministrator}
      </EmptyState>
    );
  if (register.data)
    return (
      <EmptyState
        isPage
        title={t.checkMail}
        action={
          <ButtonLink to="/sign-in" search={search} look="primary">
            {t.signIn}
          </ButtonLink>
        }
      >
        {t.confirmFirst(register.data.email)}
      </EmptyState>
    );
  return (
    <AccountForm
      title={t.registerTitle}
      error={register.error}
      onSubmit={register.mutate}
      footer={
        <p>
          {t.haveAccount}{" "}
          <Link to="/sign-in" search={search} className="font-medium text-accent">
            {t.signIn}
          </Link>
        </p>
      }
    >
      <TextField name="full_name" label={t.fullName} autoComplete="name" autoFocus />
      <TextField
        name="email"
        type="email"
        label={t.email}
        defaultValue={search.email ?? ""}
        autoComplete="username"
        isRequired
      />
      <PasswordField name="password" label={t.newPassword} autoComplete="new-password" hint={t.newPasswordHint} />
      <Button type="submit" look="primary" isPending={register.isPending}>
        {t.register}
      </Button>
    </AccountForm>
  );
}
