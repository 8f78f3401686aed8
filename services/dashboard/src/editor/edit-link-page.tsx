import { useSuspenseQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { History } from "lucide-react";
import { useState } from "react";
import { useWatch } from "react-hook-form";
import { meQuery } from "../api/me.ts";
import { ReleasedNotice } from "../domains/released-notice.tsx";
import { useMessages } from "../messages/catalogue.ts";
import { ButtonLink } from "../ui/button.tsx";
import { toShortName } from "../ui/short-name.ts";
import { useMay } from "../workspaces/use-may.ts";
import { editedLinkQuery, type ReadLink, readLink } from "./api.ts";
import { ShortUrlCard } from "./aside/short-url-card.tsx";
import { CodesCard } from "./codes/codes-card.tsx";
import { ConflictDialog } from "./conflict/conflict-dialog.tsx";
import { mergeForms } from "./conflict/merge-forms.ts";
import { DestinationsCard } from "./destinations/destinations-card.tsx";
import { EditorFrame } from "./editor-frame.tsx";
import { changedFields, toForm } from "./form/form-fields.ts";
import type { LinkForm } from "./form/link-form.ts";
import { LinkStateNotice } from "./link-state-notice.tsx";
import { LinkWorkspace } from "./link-workspace.ts";
import { editorMessages } from "./messages/index.ts";
import { Sections } from "./sections.tsx";
import { acceptSaved, useLinkForm } from "./use-link-form.ts";
import { useSaveLink } from "./use-save-link.ts";
import { ViewOnly } from "./view-only.tsx";

/** Changes a link, if the role of the account allows it. */
export function EditLinkPage() {
  const { id } = useParams({ from: "/members/links/$id/edit" });
  const { data } = useSuspenseQuery(editedLinkQuery(id));
  useSuspenseQuery(meQuery);
  const may = useMay();
  if (!may("edit", "link", data.link.workspace_id)) return <ViewOnly link={data.link} />;
  return (
    <LinkWorkspace value={data.link.workspace_id ?? undefined}>
      <EditLink key={id} first={data} />
    </LinkWorkspace>
  );
}

function EditLink({ first }: { first: ReadLink }) {
  const t = useMessages(editorMessages);
  const [read, setRead] = useState(first);
  const [before, setBefore] = useState(() => toForm(first.link));
  const form = useLinkForm(before, before);
  const values = useWatch({ control: form.control }) as LinkForm;
  const accept = (saved: ReadLink, sent: LinkForm) => {
    setRead(saved);
    setBefore(toForm(saved.link));
    acceptSaved(form, sent, toForm(saved.link));
  };
  const save = useSaveLink({ form, read, before, onSaved: accept });
  const { link } = read;
  // What is being saved counts as saved where the server has no reason to refuse it.
  const isDirty = changedFields(values, save.assumed ?? before).length > 0;
  return (
    <EditorFrame
      title={link.title ?? toShortName(link.short_url)}
      form={form}
      isDirty={isDirty}
      isSaving={save.isPending && save.assumed === undefined}
      error={save.error}
      saveLabel={t.save}
      onSave={save.send}
      leaveText={t.leaveEditText}
      actions={
        <ButtonLink to="/links/$id/history" params={{ id: link.id }}>
          <History size={16} aria-hidden /> {t.history}
        </ButtonLink>
      }
      notices={
        <>
          <ReleasedNotice link={link} />
          <LinkStateNotice link={link} />
        </>
      }
      aside={
        <>
          <ShortUrlCard link={link} />
          <CodesCard link={link} onChanged={async () => accept(await readLink(link.id), before)} />
          <DestinationsCard linkId={link.id} />
        </>
      }
    >
      <Sections link={link} />
      {save.conflict && (
        <ConflictDialog
          before={before}
          mine={values}
          theirs={toForm(save.conflict.link)}
          onClose={save.dropConflict}
          onResolve={choices => {
            const current = save.conflict as ReadLink;
            const theirs = toForm(current.link);
            const merged = mergeForms({ before, mine: values, theirs }, choices);
            setRead(current);
            setBefore(theirs);
            form.reset(theirs);
            form.reset(merged, { keepDefaultValues: true });
            save.resolve(merged, theirs, current);
          }}
        />
      )}
    </EditorFrame>
  );
}
