import type { ReactNode } from "react";
import { Form } from "react-aria-components";
import { ProblemNotice } from "../ui/problem.tsx";
import { useFormProblems } from "../ui/use-form-problems.ts";
import { AccountFrame } from "./account-frame.tsx";

interface AccountFormProps {
  title: string;
  about?: string;
  error: Error | null;
  onSubmit: (form: FormData) => void;
  children: ReactNode;
  footer?: ReactNode;
}

/** The form of the pages about signing in, in the middle of the page. */
export function AccountForm({ error, onSubmit, children, ...frame }: AccountFormProps) {
  const { general, formProps } = useFormProblems(error);
  return (
    <AccountFrame {...frame}>
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
      </Form>
    </AccountFrame>
  );
}
