import { useMutation } from "@tanstack/react-query";
import { Form } from "react-aria-components";
import { api } from "../api/client.ts";
import { useMessages } from "../messages/catalogue.ts";
import { Button, ButtonLink } from "../ui/button.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { TextField } from "../ui/field.tsx";
import { ProblemNotice } from "../ui/problem.tsx";
import { toFieldErrors } from "../ui/problem-text.ts";
import { homeMessages } from "./messages/index.ts";
import { toWebAddress } from "./to-web-address.ts";

/** Shortens a link without an account. */
export function HomePage() {
  const t = useMessages(homeMessages);
  const shorten = useMutation({
    mutationFn: (form: FormData) =>
      api.createLink({ body: { original_url: toWebAddress(String(form.get("original_url"))) } }),
  });
  const fieldErrors = toFieldErrors(shorten.error);
  return (
    <div className="mx-auto flex w-full max-w-2xl flex-1 flex-col justify-center gap-6 px-4 py-12">
      <title>Shunt</title>
      <div className="text-center">
        <h1 className="text-4xl">{t.title}</h1>
        <p className="mt-3 text-lg text-quiet">{t.about}</p>
      </div>
      <Form
        className="flex flex-col gap-3 rounded-2xl border border-line bg-card p-4 @phone:flex-row @phone:items-start"
        validationErrors={fieldErrors}
        onSubmit={event => {
          event.preventDefault();
          shorten.mutate(new FormData(event.currentTarget));
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
            inputMode="url"
            autoComplete="off"
          />
        </div>
        <Button type="submit" look="primary" isPending={shorten.isPending}>
          {t.shorten}
        </Button>
      </Form>
      {shorten.error && Object.keys(fieldErrors).length === 0 && <ProblemNotice error={shorten.error} />}
      <div aria-live="polite">
        {shorten.data && (
          <div className="flex flex-wrap items-center gap-3 rounded-2xl border border-line bg-card p-4">
            <div className="min-w-0 flex-1">
              <a href={shorten.data.short_url} className="text-lg font-medium text-accent wrap-anywhere">
                {shorten.data.short_url}
              </a>
              <p className="truncate text-sm text-quiet">{t.leadsTo(shorten.data.original_url)}</p>
            </div>
            <CopyButton text={shorten.data.short_url} label="Copy" />
            <p className="w-full text-sm text-quiet">
              {t.keep}{" "}
              <ButtonLink to="/register" size="small">
                Create account
              </ButtonLink>
            </p>
          </div>
        )}
      </div>
    </div>
  );
}
