import { useQuery } from "@tanstack/react-query";
import { instanceQuery } from "../api/instance.ts";
import { useSession } from "../api/me.ts";
import { useMessages } from "../messages/catalogue.ts";
import { ButtonLink } from "../ui/button.tsx";
import { homeMessages } from "./messages/index.ts";
import { ShortenBox } from "./shorten-box.tsx";

/** Shortens a link without an account, where the installation allows that. */
export function HomePage() {
  const t = useMessages(homeMessages);
  const { status } = useSession();
  const { data: instance } = useQuery(instanceQuery);
  const isAllowed = status === "signed-in" || instance?.anonymous_links_enabled !== false;
  return (
    <div className="mx-auto flex w-full max-w-2xl flex-1 flex-col justify-center gap-6 px-4 py-12">
      <title>{instance?.name ?? "Shunt"}</title>
      <div className="text-center">
        <h1 className="text-4xl">{t.title}</h1>
        <p className="mt-3 text-lg text-quiet">{isAllowed ? t.about : t.signInNeeded}</p>
      </div>
      {isAllowed ? (
        <ShortenBox />
      ) : (
        <div className="flex flex-wrap items-center justify-center gap-3">
          <ButtonLink to="/sign-in">{t.signIn}</ButtonLink>
          {instance?.registration_enabled && (
            <ButtonLink to="/register" look="primary">
              {t.createAccount}
            </ButtonLink>
          )}
        </div>
      )}
      {!isAllowed && instance && !instance.registration_enabled && (
        <p className="text-center text-sm text-quiet">{t.noRegistration}</p>
      )}
    </div>
  );
}
