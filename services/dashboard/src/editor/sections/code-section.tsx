import { isWildcardCode } from "@shunt/contracts/links";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, Suspense } from "react";
import { useWatch } from "react-hook-form";
import { instanceQuery } from "../../api/instance.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { afterPaint } from "../../ui/after-paint.ts";
import { lazyPart } from "../../ui/lazy-part.tsx";
import { Card } from "../../ui/page.tsx";
import { SelectPlaceholder } from "../../ui/select-placeholder.tsx";
import { FormText } from "../form/fields.tsx";
import type { FormSelectProps } from "../form/form-select.tsx";
import { type LinkForm, sharedDomain } from "../form/link-form.ts";
import { useWorkspaceDomains } from "../link-workspace.ts";
import { editorMessages } from "../messages/index.ts";

const CodeAvailability = lazyPart(async () => (await import("./code-availability.tsx")).CodeAvailability);

/** A large part of React Aria. */
const FormSelect = lazyPart(async () => {
  await afterPaint();
  return (await import("../form/form-select.tsx")).FormSelect;
});

interface CodeSectionProps {
  /** The host of an existing link's domain. Its domain stays. */
  host: string | undefined;
  /** Chooses the workspace of a new link. */
  workspaceField?: ReactNode;
}

/** The short URL: domain and code, or the form of a generated code. */
export function CodeSection({ host, workspaceField }: CodeSectionProps) {
  const t = useMessages(editorMessages);
  const isNew = host === undefined;
  const found = useWorkspaceDomains() ?? [];
  const { data: instance } = useQuery(instanceQuery);
  const [code, domain] = useWatch<LinkForm, ["short_code", "domain"]>({ name: ["short_code", "domain"] });
  const ownDomain = found.find(({ is_default }) => is_default);
  const others = found.filter(({ is_verified, is_default }) => is_verified && !is_default);
  const sharedHost = instance?.short_url_base.replace(/^https?:\/\//, "") ?? t.sharedDomain;
  const chosenHost = host ?? (domain === sharedDomain ? sharedHost : domain || ownDomain?.host || sharedHost);
  const domains = [
    { value: "", label: ownDomain ? t.defaultDomain(ownDomain.host) : sharedHost },
    ...others.map(each => ({ value: each.host, label: each.host })),
    ...(ownDomain ? [{ value: sharedDomain, label: sharedHost }] : []),
  ];
  return (
    <Card>
      <div className="flex flex-col gap-4">
        <div className="grid items-start gap-4 @phone:grid-cols-2">
          {workspaceField}
          {isNew && <LaterSelect name="domain" label={t.domain} options={domains} />}
          <FormText
            name="short_code"
            kind="code"
            label={t.code}
            hint={isNew ? t.codeHint : t.codeChangeHint}
            {...(isNew && { placeholder: t.generated })}
          />
          {isNew && code.trim() === "" && (
            <LaterSelect
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
        <p className="wrap-anywhere">
          <span className="text-sm text-quiet">{t.shortUrl}</span> <span className="text-quiet">{chosenHost}/</span>
          <span className="font-medium">{code.trim() || "…"}</span>
        </p>
        {code.trim() !== "" && (
          <Suspense>
            <CodeAvailability host={host} />
          </Suspense>
        )}
        {isWildcardCode(code.trim()) && (
          <p className="text-sm text-quiet">{t.wildcardHint(code.trim().slice(0, -2))}</p>
        )}
      </div>
    </Card>
  );
}

/** A choice that appears with the page, and works once its code has followed. */
function LaterSelect(props: FormSelectProps) {
  const chosen = useWatch<LinkForm, typeof props.name>({ name: props.name });
  const label = props.options.find(({ value }) => value === chosen)?.label ?? chosen;
  return (
    <Suspense fallback={<SelectPlaceholder label={props.label} value={label} />}>
      <FormSelect {...props} />
    </Suspense>
  );
}
