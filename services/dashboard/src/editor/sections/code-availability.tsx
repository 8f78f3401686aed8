import { Alias } from "@shunt/contracts/links";
import { useQuery } from "@tanstack/react-query";
import { CircleCheck, CircleX } from "lucide-react";
import { useFormContext, useWatch } from "react-hook-form";
import { api } from "../../api/client.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { formatDateTime } from "../../messages/format.ts";
import { type LinkForm, sharedDomain } from "../form/link-form.ts";
import { useLinkWorkspace, useWorkspaceDomains } from "../link-workspace.ts";
import { editorMessages } from "../messages/index.ts";
import { useDebounced } from "../use-debounced.ts";

const typingPauseMs = 350;

/** Says while typing whether a code is free on its domain. */
export function CodeAvailability({ host }: { host: string | undefined }) {
  const t = useMessages(editorMessages);
  const { formState } = useFormContext<LinkForm>();
  const [typed, domain] = useWatch<LinkForm, ["short_code", "domain"]>({ name: ["short_code", "domain"] });
  const workspaceId = useLinkWorkspace();
  const domains = useWorkspaceDomains();
  const chosen = domain || domains?.find(({ is_default }) => is_default)?.host || sharedDomain;
  const code = useDebounced(typed.trim(), typingPauseMs);
  const isKept = host !== undefined && code === formState.defaultValues?.short_code;
  const isChecked = code !== "" && !isKept && Alias.safeParse(code).success;
  const { data } = useQuery({
    queryKey: ["availability", workspaceId, chosen, code],
    queryFn: ({ signal }) =>
      api.getAvailability({
        query: {
          short_code: code,
          ...(workspaceId !== undefined && { workspace_id: workspaceId }),
          ...(chosen !== sharedDomain && { domain: chosen }),
        },
        signal,
      }),
    enabled: isChecked,
    retry: false,
  });
  if (!isChecked || !data || code !== typed.trim()) return null;
  return (
    <p role="status" className={`flex items-center gap-1.5 text-sm ${data.is_available ? "text-ok" : "text-act"}`}>
      {data.is_available ? (
        <>
          <CircleCheck size={16} aria-hidden /> {t.codeFree(data.short_code)}
        </>
      ) : (
        <>
          <CircleX size={16} aria-hidden /> {t.codeTaken(data.short_code)}{" "}
          {data.available_at && t.codeFreeAt(formatDateTime(data.available_at))}
        </>
      )}
    </p>
  );
}
