import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Form } from "react-aria-components";
import { api } from "../api/client.ts";
import { useMessages } from "../messages/catalogue.ts";
import { Button } from "../ui/button.tsx";
import { TextField } from "../ui/field.tsx";
import { ProblemNotice } from "../ui/problem.tsx";
import { useFormProblems } from "../ui/use-form-problems.ts";
import { keepClaim } from "./claim-store.ts";
import { homeMessages } from "./messages/index.ts";
import { ShortenedLink } from "./shortened-link.tsx";
import { toWebAddress } from "./to-web-address.ts";

/** A field for a long address, and the short link that comes of it. */
export function ShortenBox() {
  const t = useMessages(homeMessages);
  const [typed, setTyped] = useState("");
  const shorten = useMutation({
    mutationFn: (address: string) => api.createLink({ body: { original_url: toWebAddress(address) } }),
    onSuccess: keepClaim,
  });
  const { general, formProps } = useFormProblems(shorten.error);
  return (
    <>
      <Form
        className="flex flex-col gap-3 rounded-2xl border border-line bg-card p-4 @phone:flex-row @phone:items-start"
        {...formProps}
        onSubmit={event => {
          event.preventDefault();
          shorten.mutate(typed);
        }}
      >
        <div className="flex-1">
          <TextField
            name="original_url"
            label={t.destination}
            isLabelHidden
            placeholder={t.example}
            isRequired
            autoFocus
            kind="address"
            enterKeyHint="go"
            value={typed}
            onChange={setTyped}
          />
        </div>
        <Button type="submit" look="primary" isPending={shorten.isPending}>
          {t.shorten}
        </Button>
      </Form>
      {general && <ProblemNotice error={general} />}
      <div aria-live="polite">
        {shorten.data && (
          <ShortenedLink
            link={shorten.data}
            onAnother={() => {
              setTyped("");
              shorten.reset();
            }}
          />
        )}
      </div>
    </>
  );
}
