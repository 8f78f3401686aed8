import { isWildcardCode } from "@shunt/contracts/links";
import { useQuery } from "@tanstack/react-query";
import { useWatch } from "react-hook-form";
import { useMessages } from "../../messages/catalogue.ts";
import { Card } from "../../ui/page.tsx";
import { domainsQuery } from "../api.ts";
import { FormSelect, FormText } from "../form/fields.tsx";
import { type LinkForm, sharedDomain } from "../form/link-form.ts";
import { editorMessages } from "../messages/index.ts";
import { CodeAvailability } from "./code-availability.tsx";

interface CodeSectionProps {
  /** The host of an existing link's domain. Its domain stays. */
  host: string | undefined;
}

/** The short URL: domain and code, or the form of a generated code. */
export function CodeSection({ host }: CodeSectionProps) {
  const t = useMessages(editorMessages);
  const isNew = host === undefined;
  const { data } = useQuery({ ...domainsQuery, enabled: isNew });
  const code = useWatch<LinkForm, "short_code">({ name: "short_code" });
  const ownDomain = data?.items.find(({ is_default }) => is_default);
  const others = (data?.items ?? []).filter(({ is_verified, is_default }) => is_verified && !is_default);
  const domains = [
    { value: "", label: ownDomain ? t.defaultDomain(ownDomain.host) : t.sharedDomain },
    ...others.map(each => ({ value: each.host, label: each.host })),
    ...(ownDomain ? [{ value: sharedDomain, label: t.sharedDomain }] : []),
  ];
  return (
    <Card>
      <div className="flex flex-col gap-4">
        <div className="grid items-start gap-4 @phone:grid-cols-2">
          {isNew && <FormSelect name="domain" label={t.domain} options={domains} />}
          <FormText
            name="short_code"
            label={t.code}
            hint={isNew ? t.codeHint : t.codeChangeHint}
            {...(isNew && { placeholder: t.generated })}
          />
          {isNew && code.trim() === "" && (
            <FormSelect
              name="code_style"
              label={t.codeStyle}
              options={[
                { value: "", label: t.codeStyles.usual },
                { value: "random", label: t.codeStyles.random },
                { value: "readable", label: t.codeStyles.readable },
              ]}
            />
          )}
        </div>
        <CodeAvailability host={host} />
        {isWildcardCode(code.trim()) && (
          <p className="text-sm text-quiet">{t.wildcardHint(code.trim().slice(0, -2))}</p>
        )}
      </div>
    </Card>
  );
}
