import type { Link } from "@shunt/contracts/links";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/client.ts";
import { instanceQuery } from "../../api/instance.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { Checkbox } from "../../ui/choices.tsx";
import { TextField } from "../../ui/field.tsx";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { useProblemText } from "../../ui/problem-text.ts";
import { Select } from "../../ui/select.tsx";
import { toShortName } from "../../ui/short-name.ts";
import { showToast } from "../../ui/toast.ts";
import { sharedDomain } from "../form/link-form.ts";
import { toFieldProblems } from "../form/server-problems.ts";
import { useWorkspaceDomains } from "../link-workspace.ts";
import { codesMessages } from "./messages/index.ts";

interface AddCodeDialogProps {
  link: Link;
  onClose: () => void;
  onAdded: () => Promise<void>;
}

/** Adds a code to a link, on its domain or on another one. */
export function AddCodeDialog({ link, onClose, onAdded }: AddCodeDialogProps) {
  const t = useMessages(codesMessages);
  const toText = useProblemText();
  const domains = useWorkspaceDomains() ?? [];
  const { data: instance } = useQuery(instanceQuery);
  const [typed, setTyped] = useState("");
  const [domain, setDomain] = useState(link.domain ?? sharedDomain);
  const [isPrimary, setPrimary] = useState(false);
  const sharedHost = instance?.short_url_base.replace(/^https?:\/\//, "") ?? "";
  const hosts = domains.filter(({ is_verified }) => is_verified).map(({ host }) => host);
  const add = useMutation({
    mutationFn: () =>
      api.addCode({
        params: { id: link.id },
        body: {
          short_code: typed.trim() || null,
          domain: domain === sharedDomain ? null : domain,
          is_primary: isPrimary,
        },
      }),
    onSuccess: async ({ short_url }) => {
      await onAdded();
      showToast({ text: t.added(toShortName(short_url)) });
      onClose();
    },
  });
  const [problem] = add.error ? toFieldProblems(add.error) : [];
  const error = add.error ? (problem?.message ?? toText(add.error)) : undefined;
  return (
    <FormDialog
      title={t.add}
      onClose={onClose}
      onSubmit={() => add.mutate()}
      submitLabel={t.addNow}
      isPending={add.isPending}
    >
      <TextField
        label={t.code}
        hint={t.codeHint}
        value={typed}
        onChange={text => {
          setTyped(text);
          add.reset();
        }}
        error={error}
        kind="code"
        autoFocus
      />
      {hosts.length > 0 && (
        <Select
          label={t.domain}
          value={domain}
          onChange={setDomain}
          options={[{ value: sharedDomain, label: sharedHost }, ...hosts.map(host => ({ value: host, label: host }))]}
        />
      )}
      <div>
        <Checkbox isSelected={isPrimary} onChange={setPrimary}>
          {t.makePrimary}
        </Checkbox>
        <p className="mt-1 pl-7.5 text-sm text-quiet">{t.makePrimaryHint}</p>
      </div>
    </FormDialog>
  );
}
