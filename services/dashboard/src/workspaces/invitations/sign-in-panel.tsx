import { useLocation } from "@tanstack/react-router";
import { useMessages } from "../../messages/catalogue.ts";
import { ButtonLink } from "../../ui/button.tsx";
import { invitationsMessages } from "./messages/index.ts";

/** Leads to signing in and to registering with the invited address, and from there back to this page. */
export function SignInPanel({ token, email }: { token: string; email: string }) {
  const t = useMessages(invitationsMessages);
  const to = useLocation({ select: ({ href }) => href });
  return (
    <>
      <p>{t.needsAccount}</p>
      <ButtonLink to="/register" search={{ to, email, invitation: token }} look="primary">
        {t.register}
      </ButtonLink>
      <ButtonLink to="/sign-in" search={{ to, email }}>
        {t.signIn}
      </ButtonLink>
    </>
  );
}
