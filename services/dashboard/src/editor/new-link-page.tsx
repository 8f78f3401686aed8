import type { Link } from "@shunt/contracts/links";
import { useMutation, useQuery, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { Suspense, useEffect, useState } from "react";
import { useWatch } from "react-hook-form";
import { api } from "../api/client.ts";
import { meQuery } from "../api/me.ts";
import { useMessages } from "../messages/catalogue.ts";
import { lazyPart } from "../ui/lazy-part.tsx";
import { useWorkspaceChoice } from "../workspaces/new-link-workspace.ts";
import { WorkspaceField } from "../workspaces/workspace-field.tsx";
import { domainsQuery } from "./api.ts";
import { DraftNotice } from "./drafts/draft-notice.tsx";
import { useDraft } from "./drafts/use-draft.ts";
import { EditorFrame } from "./editor-frame.tsx";
import { blankForm, changedFields, toNewLink } from "./form/form-fields.ts";
import type { LinkForm } from "./form/link-form.ts";
import { LinkWorkspace } from "./link-workspace.ts";
import { editorMessages } from "./messages/index.ts";
import { Sections } from "./sections.tsx";
import { showRefusal, useLinkForm } from "./use-link-form.ts";

const CreatedPanel = lazyPart(async () => (await import("./created-panel.tsx")).CreatedPanel);

/** Creates a link with all its settings. The address may bring the first values. */
export function NewLinkPage() {
  // Drafts belong to an account.
  const { data: me } = useSuspenseQuery(meQuery);
  const [created, setCreated] = useState<Link>();
  const [turn, setTurn] = useState(0);
  if (created) {
    return (
      <Suspense>
        <CreatedPanel
          link={created}
          onAnother={() => {
            setTurn(turn + 1);
            setCreated(undefined);
          }}
        />
      </Suspense>
    );
  }
  return <NewLink key={turn} accountId={me.id} isFirst={turn === 0} onCreated={setCreated} />;
}

interface NewLinkProps {
  accountId: string;
  /** Whether it is not one after another, which begins empty. */
  isFirst: boolean;
  onCreated: (link: Link) => void;
}

function NewLink({ accountId, isFirst, onCreated }: NewLinkProps) {
  const t = useMessages(editorMessages);
  const queryClient = useQueryClient();
  const { url, code, domain } = useSearch({ from: "/members/links/new" });
  const given = { original_url: url ?? "", short_code: code ?? "", domain: domain ?? "" };
  const form = useLinkForm({ ...blankForm, ...(isFirst && given) }, undefined);
  const values = useWatch({ control: form.control }) as LinkForm;
  const { data: domains } = useQuery({ ...domainsQuery, enabled: domain !== undefined });
  const workspace = useWorkspaceChoice({
    suggested: domains?.items.find(({ host }) => host === domain)?.workspace_id,
  });
  const chooseWorkspace = (id: string) => {
    workspace.choose(id);
    form.setValue("domain", blankForm.domain);
  };
  const draft = useDraft(accountId, values, workspace.id);
  const create = useMutation({
    mutationFn: (sent: LinkForm) => api.createLink({ body: { ...toNewLink(sent), ...workspace.request } }),
    onSuccess: link => {
      draft.end();
      void queryClient.invalidateQueries({ queryKey: ["links"] });
      onCreated(link);
    },
    onError: error => void showRefusal(form, error),
  });
  const isDirty = changedFields(values, blankForm).length > 0;
  // Once the link exists, the page must be able to show it.
  useEffect(() => {
    if (isDirty) void CreatedPanel.preload();
  }, [isDirty]);
  return (
    <LinkWorkspace value={workspace.id}>
      <EditorFrame
        title={t.newLink}
        form={form}
        isDirty={isDirty}
        isSaving={create.isPending}
        error={create.error && Object.keys(form.formState.errors).length === 0 ? create.error : undefined}
        saveLabel={t.create}
        onSave={sent => create.mutate(sent)}
        leaveText={t.leaveNewText}
        isDraft
        notices={
          <DraftNotice
            draft={draft}
            onRestore={restored => {
              form.reset(restored.form);
              if (restored.workspaceId !== undefined) workspace.choose(restored.workspaceId);
            }}
          />
        }
      >
        <Sections
          link={undefined}
          workspaceField={<WorkspaceField choice={{ ...workspace, choose: chooseWorkspace }} />}
        />
      </EditorFrame>
    </LinkWorkspace>
  );
}
