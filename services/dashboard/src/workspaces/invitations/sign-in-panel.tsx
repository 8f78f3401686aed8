import { useLocation } from "@tanstack/react-router";
import { useInstance } from "../../api/instance.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { ButtonLink } from "../../ui/button.tsx";
import { invitationsMessages } from "./messages/index.ts";

/** Leads to signing in and to registering with the invited address, and from there back to this page. */
export function SignInPanel({ email }: { email: string }) {
  const t = useMessages(invitationsMessages);
  const to = useLocation({ select: ({ href }) => href });
  const search = { to, email };
  if (useInstance()?.registration_enabled === false)
    return (
      <>
        <p>{`${t.needsSignIn} ${t.askAdministrator}`}</p>
        <ButtonLink to="/sign-in" search={search} look="primary">
          {t.signIn}
        </ButtonLink>
      </>
    );
  return (
    <>
      <p>{t.needsAccount}</p>
      <ButtonLink to="/register" search={search} look="primary">
        {t.register}
      </ButtonLink>
      <ButtonLink to="/sign-in" search={search}>
        {t.signIn}
      </ButtonLink>
    </>
  );
}
