import { ApiError } from "@shunt/contracts/client";
import type { ReactNode } from "react";
import { Form } from "react-aria-components";
import { Button } from "../ui/button.tsx";
import { ProblemNotice } from "../ui/problem.tsx";
import { toFieldErrors } from "../ui/problem-text.ts";
import { useFormProblems } from "../ui/use-form-problems.ts";

interface SettingsFormProps {
  error: Error | null;
  isPending: boolean;
  submitLabel: string;
  isDanger?: boolean;
  /** Fields to which problems belong that name none, by their code. */
  fieldOfCode?: Readonly<Record<string, string>>;
  onSubmit: (form: FormData) => void;
  children: ReactNode;
}

/** A form with one button, which shows problems at the field they belong to. */
export function SettingsForm({
  error,
  isPending,
  submitLabel,
  isDanger = false,
  fieldOfCode = {},
  onSubmit,
  children,
}: SettingsFormProps) {
  const { general, formProps } = useFormProblems(error, {
    ...toFieldErrors(error),
    ...toNamedError(error, fieldOfCode),
  });
  return (
    <Form
      className="flex flex-col gap-4"
      {...formProps}
      onSubmit={event => {
        event.preventDefault();
        onSubmit(new FormData(event.currentTarget));
      }}
    >
      {general && <ProblemNotice error={general} />}
      {children}
      <div className="in-[[role$=dialog]]:self-end">
        <Button type="submit" look={isDanger ? "danger" : "primary"} isPending={isPending}>
          {submitLabel}
        </Button>
      </div>
    </Form>
  );
}

function toNamedError(error: Error | null, fieldOfCode: Readonly<Record<string, string>>): Record<string, string> {
  if (!(error instanceof ApiError) || error.code === undefined) return {};
  const field = fieldOfCode[error.code];
  return field === undefined || error.detail === undefined ? {} : { [field]: error.detail };
}
