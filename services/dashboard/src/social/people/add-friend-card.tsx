import { ApiError } from "@shunt/contracts/client";
import { useMutation } from "@tanstack/react-query";
import { UserPlus } from "lucide-react";
import { useState } from "react";
import { Form } from "react-aria-components";
import { api } from "../../api/client.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { Card } from "../../ui/page.tsx";
import { ProblemNotice } from "../../ui/problem.tsx";
import { toFieldErrors } from "../../ui/problem-text.ts";
import { showToast } from "../../ui/toast.ts";
import { peopleMessages } from "./messages/index.ts";
import { refreshPeople } from "./people-queries.ts";

/** Sends a friend request to a username. @param invitedBy from the address of an invitation */
export function AddFriendCard({ invitedBy = "" }: { invitedBy?: string }) {
  const t = useMessages(peopleMessages);
  const [name, setName] = useState(invitedBy);
  const send = useMutation({
    mutationFn: () => api.sendFriendRequest({ body: { username: name.trim().replace(/^@/, "") } }),
    onSuccess: ({ status, receiver }) => {
      setName("");
      showToast({ text: status === "accepted" ? t.friendsNow(receiver.username) : t.requested(receiver.username) });
    },
    onSettled: refreshPeople,
  });
  const fieldError = useNameError(send.error, name);
  return (
    <Card title={t.addFriend}>
      <Form
        className="flex flex-col gap-3"
        onSubmit={event => {
          event.preventDefault();
          send.mutate();
        }}
      >
        <TextField
          label={t.friendName}
          hint={t.friendNameHint}
          value={name}
          onChange={value => {
            setName(value);
            send.reset();
          }}
          error={fieldError}
          isRequired
          kind="code"
        />
        {send.error && fieldError === undefined && <ProblemNotice error={send.error} />}
        <div>
          <Button type="submit" look="primary" isPending={send.isPending}>
            <UserPlus size={16} aria-hidden /> {t.sendRequest}
          </Button>
        </div>
      </Form>
    </Card>
  );
}

/** What is wrong with the name, or with the person that it names. */
function useNameError(error: Error | null, name: string): string | undefined {
  const t = useMessages(peopleMessages);
  if (!(error instanceof ApiError)) return undefined;
  switch (error.code) {
    case "user-not-found":
      return t.notFound;
    case "request-to-self":
      return t.thatIsYou;
    case "request-pending":
      return t.alreadyRequested(name);
    case "friends-already":
      return t.alreadyFriends(name);
    default:
      return toFieldErrors(error).username;
  }
}
