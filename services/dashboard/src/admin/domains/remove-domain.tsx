import type { AdminDomain } from "@shunt/contracts/admin";
import { useMutation } from "@tanstack/react-query";
import { api } from "../../api/client.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { ProblemNotice } from "../../ui/problem.tsx";
import { showToast } from "../../ui/toast.ts";
import { adminMessages } from "../messages/index.ts";
import { refreshAdmin } from "../queries.ts";

/** Asks, with the consequences, and takes a domain from its workspace. */
export function RemoveDomain({ domain, onClose }: { domain: AdminDomain; onClose: () => void }) {
  const t = useMessages(adminMessages);
  const { host, link_count } = domain;
  const remove = useMutation({
    mutationFn: () => api.removeDomain({ params: { host } }),
    onSuccess: async () => {
      await refreshAdmin();
      showToast({ text: t.domainRemoved(host) });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      title={t.removeDomainTitle(host)}
      confirmLabel={t.removeDomainConfirm}
      isOpen
      onClose={onClose}
      onConfirm={() => remove.mutate()}
      isPending={remove.isPending}
    >
      {remove.error && <ProblemNotice error={remove.error} />}
      <p>{t.removeDomainAbout(link_count)}</p>
    </ConfirmDialog>
  );
}
