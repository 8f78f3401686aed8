import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { api } from "../api/client.ts";
import { queryClient } from "../api/query-client.ts";
import { domainsQuery } from "../editor/api.ts";
import { useMessages } from "../messages/catalogue.ts";
import { Switch } from "../ui/choices.tsx";
import { TextField } from "../ui/field.tsx";
import { FormDialog } from "../ui/form-dialog.tsx";
import { toFieldErrors, useProblemText } from "../ui/problem-text.ts";
import { useWorkspaceChoice } from "../workspaces/new-link-workspace.ts";
import { WorkspaceField } from "../workspaces/workspace-field.tsx";
import { domainMessages } from "./messages/index.ts";
import { toHost } from "./to-host.ts";

/** Adds a domain and goes to its DNS records. */
export function AddDomainDialog({ onClose }: { onClose: () => void }) {
  const t = useMessages(domainMessages);
  const toText = useProblemText();
  const navigate = useNavigate();
  const workspace = useWorkspaceChoice({ kind: "domain" });
  const [host, setHost] = useState("");
  const [isCaseInsensitive, setCaseInsensitive] = useState(false);
  const add = useMutation({
    mutationFn: () =>
      api.addDomain({ body: { host: toHost(host), is_case_sensitive: !isCaseInsensitive, ...workspace.request } }),
    onSuccess: async domain => {
      await queryClient.invalidateQueries({ queryKey: domainsQuery.queryKey });
      await navigate({ to: "/domains/$host", params: { host: domain.host }, search: workspace.request });
    },
  });
  const error = add.error && (toFieldErrors(add.error).host ?? toText(add.error));
  return (
    <FormDialog
      title={t.add}
      onClose={onClose}
      onSubmit={() => add.mutate()}
      submitLabel={t.addNow}
      isPending={add.isPending}
    >
      <TextField
        label={t.host}
        hint={t.hostHint}
        placeholder="go.example.com"
        value={host}
        onChange={text => {
          setHost(text);
          add.reset();
        }}
        error={error ?? undefined}
        kind="address"
        isRequired
        autoFocus
      />
      <WorkspaceField choice={workspace} />
      <div>
        <Switch isSelected={isCaseInsensitive} onChange={setCaseInsensitive}>
          {t.caseInsensitive}
        </Switch>
        <p className="mt-1 pl-12.5 text-sm text-quiet">{t.caseInsensitiveHint}</p>
      </div>
    </FormDialog>
  );
}
