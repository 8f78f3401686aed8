import type { Link } from "@shunt/contracts/links";
import { useMutation } from "@tanstack/react-query";
import { Link2 } from "lucide-react";
import { useState } from "react";
import { Form } from "react-aria-components";
import { useMessages } from "../messages/catalogue.ts";
import { Button } from "../ui/button.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { copyText } from "../ui/copy-text.ts";
import { TextField } from "../ui/field.tsx";
import { ProblemNotice } from "../ui/problem.tsx";
import { toShortName } from "../ui/short-name.ts";
import { useFormProblems } from "../ui/use-form-problems.ts";
import { useWorkspaceChoice } from "../workspaces/new-link-workspace.ts";
import { WorkspaceField } from "../workspaces/workspace-field.tsx";
import { createLink, isWholeAddress } from "./create-link.ts";
import { linksMessages } from "./messages/index.ts";

/** Shortens what people paste, at once, and copies the short URL. */
export function QuickCreate({ onCreated }: { onCreated?: (link: Link) => void }) {
  const t = useMessages(linksMessages);
  const [typed, setTyped] = useState("");
  const workspace = useWorkspaceChoice();
  const create = useMutation({
    mutationFn: async (address: string) => {
      const link = await createLink(address, workspace.request);
      // Browsers may refuse a copy that takes too long after the press.
      const isCopied = await copyText(link.short_url).then(
        () => true,
        () => false,
      );
      return { link, isCopied };
    },
    onSuccess: ({ link }) => {
      setTyped("");
      onCreated?.(link);
    },
  });
  const { general, formProps } = useFormProblems(create.error);
  const made = create.data;
  return (
    <div className="flex print:hidden flex-col gap-3 rounded-2xl border border-line bg-card p-3">
      <Form
        className="flex flex-wrap items-start gap-2"
        {...formProps}
        onSubmit={event => {
          event.preventDefault();
          if (typed.trim()) create.mutate(typed);
        }}
      >
        <div
          className="min-w-48 flex-1"
          onPaste={({ clipboardData }) => {
            const pasted = clipboardData.getData("text");
            if (typed === "" && isWholeAddress(pasted) && !create.isPending) create.mutate(pasted);
          }}
        >
          <TextField
            name="original_url"
            label={t.destination}
            isLabelHidden
            placeholder={t.destinationExample}
            prefix={<Link2 size={18} aria-hidden />}
            value={typed}
            onChange={setTyped}
            kind="address"
            enterKeyHint="go"
          />
        </div>
        <Button type="submit" look="primary" isPending={create.isPending}>
          {t.shorten}
        </Button>
      </Form>
      {workspace.workspaces.length > 1 && (
        <div className="w-64 max-w-full">
          <WorkspaceField choice={workspace} />
        </div>
      )}
      {general && <ProblemNotice error={general} />}
      <div aria-live="polite" className="empty:hidden">
        {made && (
          <div className="flex min-w-0 items-center gap-2 px-1">
            <p className="min-w-0 truncate">
              {made.isCopied
                ? t.createdAndCopied(toShortName(made.link.short_url))
                : t.created(toShortName(made.link.short_url))}
            </p>
            <CopyButton text={made.link.short_url} />
          </div>
        )}
      </div>
    </div>
  );
}
