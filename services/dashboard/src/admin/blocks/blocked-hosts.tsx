import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useRef } from "react";
import { Form } from "react-aria-components";
import { api } from "../../api/client.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { Card } from "../../ui/page.tsx";
import { ProblemNotice } from "../../ui/problem.tsx";
import { toFieldErrors } from "../../ui/problem-text.ts";
import { showToast } from "../../ui/toast.ts";
import { RowSkeletons } from "../admin-list.tsx";
import { adminMessages } from "../messages/index.ts";
import { blockedHostsQuery, refreshAdmin } from "../queries.ts";
import { useAdminAction } from "../use-admin-action.ts";
import { When } from "../when.tsx";
import { useShortList } from "./short-list.tsx";

/** Blocked hosts, with a form that blocks one more. */
export function BlockedHosts() {
  const t = useMessages(adminMessages);
  const hosts = useQuery(blockedHostsQuery);
  const action = useAdminAction();
  const { shown, more } = useShortList(hosts.data?.items);
  const unblock = (host: string) =>
    action.mutate({ run: () => api.unblockHost({ params: { host } }), done: { text: t.hostUnblocked(host) } });
  return (
    <Card title={t.blockedHosts(hosts.data?.items.length ?? 0)} isFlush>
      <BlockHostForm />
      {hosts.isLoading && <RowSkeletons />}
      {hosts.error && <ProblemNotice error={hosts.error} onRetry={() => void hosts.refetch()} />}
      {hosts.data?.items.length === 0 && <p className="px-5 pb-5 text-quiet">{t.noBlockedHosts}</p>}
      <ul className="divide-y divide-line">
        {shown.map(({ host, reason, created_at }) => (
          <li key={host} className="flex flex-wrap items-center gap-x-4 px-5 py-2.5">
            <div className="min-w-0 flex-1 basis-52">
              <p className="font-medium wrap-anywhere">{host}</p>
              {reason !== null && <p className="text-sm text-quiet wrap-anywhere">{reason}</p>}
            </div>
            <When at={created_at} />
            <Button size="small" aria-label={t.unblockNamed(host)} onPress={() => unblock(host)}>
              {t.unblock}
            </Button>
          </li>
        ))}
      </ul>
      {more}
    </Card>
  );
}

function BlockHostForm() {
  const t = useMessages(adminMessages);
  const form = useRef<HTMLFormElement>(null);
  const block = useMutation({
    mutationFn: (given: FormData) => {
      const reason = String(given.get("reason")).trim();
      return api.blockHost({ body: { host: String(given.get("host")).trim(), reason: reason || null } });
    },
    onSuccess: async ({ links }) => {
      form.current?.reset();
      showToast({ text: t.hostBlocked(links) });
      await refreshAdmin();
    },
  });
  const errors = toFieldErrors(block.error);
  const forget = () => block.reset();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    block.mutate(new FormData(event.currentTarget));
  };
  return (
    <Form ref={form} onSubmit={submit} className="flex flex-col gap-3 px-5 pt-2 pb-4">
      <div className="grid items-start gap-3 @tablet:grid-cols-[1fr_1fr_auto]">
        <TextField
          name="host"
          label={t.host}
          placeholder={t.hostExample}
          error={errors.host}
          onChange={forget}
          isRequired
          kind="address"
        />
        <TextField name="reason" label={t.reasonOptional} error={errors.reason} onChange={forget} autoComplete="off" />
        <div className="@tablet:pt-7">
          <Button type="submit" look="primary" isPending={block.isPending}>
            {t.blockHost}
          </Button>
        </div>
      </div>
      <p className="text-sm text-quiet">{t.blockHostAbout}</p>
      {block.error && Object.keys(errors).length === 0 && <ProblemNotice error={block.error} />}
    </Form>
  );
}
