import type { CreatedLink } from "@shunt/contracts/links";
import { useQuery } from "@tanstack/react-query";
import { instanceQuery } from "../api/instance.ts";
import { useSession } from "../api/me.ts";
import { useMessages } from "../messages/catalogue.ts";
import { Button, ButtonLink, toButtonClass } from "../ui/button.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { toReadableUrl } from "../ui/short-name.ts";
import { homeMessages } from "./messages/index.ts";

/** A new short link with its QR code, and the way to more. */
export function ShortenedLink({ link, onAnother }: { link: CreatedLink; onAnother: () => void }) {
  const t = useMessages(homeMessages);
  const toQr = (query: Record<string, string>) =>
    `/api/v1/qr/${encodeURIComponent(link.short_code)}?${new URLSearchParams({ ...query, ...(link.domain !== null && { domain: link.domain }) })}`;
  return (
    <div className="flex flex-col gap-4 rounded-2xl border border-line bg-card p-4">
      <div className="flex flex-col items-center gap-4 @phone:flex-row @phone:items-start">
        <img
          src={toQr({ format: "svg", size: "128" })}
          alt={t.qrOf(link.short_url)}
          width={128}
          height={128}
          className="shrink-0 rounded-lg border border-line bg-white"
        />
        <div className="flex w-full min-w-0 flex-1 flex-col gap-3">
          <div>
            <a href={link.short_url} className="text-lg font-medium text-accent wrap-anywhere">
              {link.short_url}
            </a>
            <p className="truncate text-sm text-quiet" data-tooltip={link.original_url}>
              {t.leadsTo(toReadableUrl(link.original_url))}
            </p>
          </div>
          <div className="flex flex-wrap gap-2">
            <CopyButton text={link.short_url} label={t.copy} />
            <a
              href={toQr({ format: "png", size: "1024" })}
              download={`${link.short_code}.png`}
              className={toButtonClass({})}
            >
              {t.downloadQr}
            </a>
            <Button look="quiet" onPress={onAnother}>
              {t.another}
            </Button>
          </div>
        </div>
      </div>
      <NextStep link={link} />
    </div>
  );
}

/** Leads members to the numbers of the link, and others to an account, which the link then belongs to. */
function NextStep({ link }: { link: CreatedLink }) {
  const t = useMessages(homeMessages);
  const { status } = useSession();
  const { data: instance } = useQuery(instanceQuery);
  if (status === "signed-in")
    return (
      <ButtonLink to="/links/$id" params={{ id: link.id }} size="small">
        {t.numbers}
      </ButtonLink>
    );
  return (
    <div className="flex flex-wrap items-center gap-3 border-t border-line pt-3 text-sm text-quiet">
      <p className="min-w-64 flex-1">{t.keep}</p>
      <div className="flex flex-wrap gap-2">
        {instance?.registration_enabled && (
          <ButtonLink to="/register" size="small">
            {t.createAccount}
          </ButtonLink>
        )}
        <ButtonLink to="/sign-in" size="small" look="quiet">
          {t.signIn}
        </ButtonLink>
      </div>
    </div>
  );
}
