import { ApiError } from "@shunt/contracts/client";
import { useQuery } from "@tanstack/react-query";
import { CircleCheck, CircleX, TriangleAlert } from "lucide-react";
import { useEffect, useRef } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { api } from "../../api/client.ts";
import { toWebAddress } from "../../home/to-web-address.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { Button } from "../../ui/button.tsx";
import { Skeleton } from "../../ui/page.tsx";
import { toFieldErrors, useProblemText } from "../../ui/problem-text.ts";
import type { LinkForm } from "../form/link-form.ts";
import { editorMessages } from "../messages/index.ts";
import { useDebounced } from "../use-debounced.ts";

const typingPauseMs = 700;
/** Problems with which a link cannot be saved either. */
const refusals: readonly unknown[] = ["target-refused", "validation-failed"];

/** What is found at the destination: its title and picture, or why it cannot be read. */
export function DestinationCheck({ isNew }: { isNew: boolean }) {
  const t = useMessages(editorMessages);
  const { formState, getFieldState } = useFormContext<LinkForm>();
  const typed = useWatch<LinkForm, "original_url">({ name: "original_url" });
  const url = useDebounced(toCheckable(typed), typingPauseMs);
  // A saved destination was checked when it was entered.
  const isChanged = isNew || typed !== formState.defaultValues?.original_url;
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ["page-preview", url],
    queryFn: ({ signal }) => api.previewPage({ body: { url: url as string }, signal }),
    enabled: url !== undefined && isChanged,
    retry: false,
    staleTime: 300_000,
  });
  useTitleOf(isNew ? data?.title : undefined);

  if (url === undefined) return null;
  if (isFetching) {
    return (
      <div role="status" className="flex items-center gap-3">
        <span className="sr-only">{t.checking}</span>
        <Skeleton className="h-14 w-24" />
        <Skeleton className="h-4 w-56" />
      </div>
    );
  }
  // Once the field is left, it says itself what is wrong with its address.
  if (error) return getFieldState("original_url", formState).invalid ? null : <CheckProblem error={error} />;
  if (!data) {
    return (
      <div>
        <Button size="small" onPress={() => void refetch()}>
          {t.checkDestination}
        </Button>
      </div>
    );
  }
  return (
    <div role="status" className="flex items-center gap-3">
      {data.image?.startsWith("https:") && (
        <img
          src={data.image}
          alt=""
          loading="lazy"
          referrerPolicy="no-referrer"
          className="h-14 w-24 shrink-0 rounded-lg border border-line bg-sunken object-cover"
        />
      )}
      <div className="min-w-0">
        <p className="flex items-center gap-1.5 text-sm text-ok">
          <CircleCheck size={16} className="shrink-0" aria-hidden /> {t.reachable}
        </p>
        <p className="truncate font-medium">{data.title ?? t.withoutTitle}</p>
        {data.url !== url && <p className="truncate text-sm text-quiet">{t.leadsOn(data.url)}</p>}
      </div>
    </div>
  );
}

function CheckProblem({ error }: { error: Error }) {
  const t = useMessages(editorMessages);
  const problem = useProblemText()(error);
  const text = toFieldErrors(error).url ?? problem;
  const isRefused = error instanceof ApiError && refusals.includes(error.code);
  const Icon = isRefused ? CircleX : TriangleAlert;
  return (
    <p role="status" className={`flex items-start gap-2 text-sm ${isRefused ? "text-act" : "text-watch"}`}>
      <Icon size={18} className="mt-0.5 shrink-0" aria-hidden />
      <span>
        {text.replace(/\.?$/, ".")} {!isRefused && t.saveAnyway}
      </span>
    </p>
  );
}

/** Fills the title of a new link with that of its page, unless a person wrote one. */
function useTitleOf(title: string | null | undefined): void {
  const { getValues, setValue } = useFormContext<LinkForm>();
  const filled = useRef("");
  useEffect(() => {
    if (!title || getValues("title") !== filled.current) return;
    filled.current = title;
    setValue("title", title);
  }, [title, getValues, setValue]);
}

/** The address of a page that can be asked for; undefined while it is still being typed. */
function toCheckable(typed: string): string | undefined {
  if (typed.trim() === "") return undefined;
  const url = URL.parse(toWebAddress(typed));
  const isWeb = url?.protocol === "https:" || url?.protocol === "http:";
  return isWeb && /\.[a-z0-9-]{2,}\.?$|^\[|\d$/i.test(url.hostname) ? url.href : undefined;
}
