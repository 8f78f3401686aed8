import type { Domain } from "@shunt/contracts/domains";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { api } from "../api/client.ts";
import { queryClient } from "../api/query-client.ts";
import { domainsQuery } from "../editor/api.ts";
import { useMessages } from "../messages/catalogue.ts";
import { ConfirmDialog } from "../ui/dialog.tsx";
import { ProblemNotice } from "../ui/problem.tsx";
import { showToast } from "../ui/toast.ts";
import { toDomainRequest } from "./domain-cache.ts";
import type { Messages } from "./messages/en.ts";
import { domainMessages } from "./messages/index.ts";

/** Asks, with the consequences, and deletes a domain. */
export function DeleteDomain({ domain, onClose }: { domain: Domain; onClose: () => void }) {
  const t = useMessages(domainMessages);
  const { host } = domain;
  const navigate = useNavigate();
  const remove = useMutation({
    mutationFn: () => api.deleteDomain(toDomainRequest(domain)),
    onSuccess: async () => {
      await navigate({ to: "/domains", ignoreBlocker: true });
      showToast({ text: t.deleted(host) });
      await queryClient.invalidateQueries({ queryKey: domainsQuery.queryKey });
    },
  });
  return (
    <ConfirmDialog
      title={t.deleteTitle(host)}
      confirmLabel={t.delete}
      isOpen
      onClose={onClose}
      onConfirm={() => remove.mutate()}
      isPending={remove.isPending}
    >
      {remove.error && <ProblemNotice error={remove.error} />}
      <p>{chooseText(domain, t)}</p>
    </ConfirmDialog>
  );
}

function chooseText({ is_verified, released_host }: Domain, t: Messages): string {
  if (released_host !== null) return t.deleteReleasedAbout;
  return is_verified ? t.deleteAbout : t.deleteUnverifiedAbout;
}
