import { ApiError } from "@shunt/contracts/client";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Pencil } from "lucide-react";
import { useState } from "react";
import { Form } from "react-aria-components";
import { api } from "../../api/client.ts";
import { queryClient } from "../../api/query-client.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { Button } from "../../ui/button.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { TextField } from "../../ui/field.tsx";
import { Card, Skeleton } from "../../ui/page.tsx";
import { ProblemNotice } from "../../ui/problem.tsx";
import { toFieldErrors } from "../../ui/problem-text.ts";
import { showToast } from "../../ui/toast.ts";
import { Avatar } from "../avatar.tsx";
import { peopleMessages } from "./messages/index.ts";
import { profileQuery, refreshPeople } from "./people-queries.ts";

/** Generated names begin with it. */
const generated = /^member-/;

/** The account as others see it: its name, which can be changed, and an invitation to send to friends. */
export function ProfileCard() {
  const t = useMessages(peopleMessages);
  const { data: profile, error, refetch } = useQuery(profileQuery);
  const [isEditing, setEditing] = useState(false);
  if (error) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  const isGenerated = profile !== undefined && generated.test(profile.username);
  return (
    <Card title={t.you}>
      <div className="flex flex-col gap-4">
        <div className="flex items-center gap-3">
          <Avatar name={profile?.username ?? ""} size="size-12 text-lg" />
          {profile ? (
            <p className="min-w-0 flex-1 font-medium wrap-anywhere">
              <bdi>{profile.username}</bdi>
            </p>
          ) : (
            <Skeleton className="h-5 w-40" />
          )}
        </div>
        {isGenerated && !isEditing && <p className="text-sm text-quiet">{t.chooseName}</p>}
        {profile && isEditing ? (
          <NameForm username={isGenerated ? "" : profile.username} onDone={() => setEditing(false)} />
        ) : (
          <div className="flex flex-wrap gap-2">
            <Button onPress={() => setEditing(true)} isDisabled={!profile}>
              <Pencil size={16} aria-hidden /> {isGenerated ? t.setName : t.changeName}
            </Button>
            {profile && !isGenerated && <CopyButton text={toInvitation(profile.username)} label={t.copyInvitation} />}
          </div>
        )}
      </div>
    </Card>
  );
}

/** The address of a page on which a press sends a friend request. */
function toInvitation(username: string): string {
  return new URL(`/people?${new URLSearchParams({ add: username })}`, location.origin).href;
}

function NameForm({ username, onDone }: { username: string; onDone: () => void }) {
  const t = useMessages(peopleMessages);
  const [name, setName] = useState(username);
  const save = useMutation({
    mutationFn: () => api.updateProfile({ body: { username: name } }),
    onSuccess: profile => {
      queryClient.setQueryData(profileQuery.queryKey, profile);
      void refreshPeople();
      showToast({ text: t.nameChanged(profile.username) });
      onDone();
    },
  });
  const isTaken = save.error instanceof ApiError && save.error.code === "username-taken";
  const fieldError = isTaken ? t.nameTaken : toFieldErrors(save.error).username;
  return (
    <Form
      className="flex flex-col gap-3"
      onSubmit={event => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <TextField
        label={t.name}
        hint={t.nameHint}
        value={name}
        onChange={value => {
          setName(value);
          save.reset();
        }}
        error={fieldError}
        isRequired
        autoFocus
        kind="code"
        autoComplete="nickname"
      />
      {save.error && fieldError === undefined && <ProblemNotice error={save.error} />}
      <div className="flex gap-2">
        <Button type="submit" look="primary" isPending={save.isPending}>
          {t.save}
        </Button>
        <Button onPress={onDone}>{t.cancel}</Button>
      </div>
    </Form>
  );
}
