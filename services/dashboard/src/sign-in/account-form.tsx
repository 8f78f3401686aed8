import type { ReactNode } from "react";
import { Form } from "react-aria-components";
import { ProblemNotice } from "../ui/problem.tsx";
import { useFormProblems } from "../ui/use-form-problems.ts";

interface AccountFormProps {
  title: string;
  about?: string;
  error: Error | null;
  onSubmit: (form: FormData) => void;
  children: ReactNode;
  footer?: ReactNode;
}

/** The form of the pages about signing in, in the middle of the page. */
export function AccountForm({ title, about, error, onSubmit, children, footer }: AccountFormProps) {
  const { general, formProps } = useFormProblems(error);
  return (
    <div className="mx-auto flex w-full max-w-md flex-1 flex-col justify-center gap-4 px-4 py-10">
      <title>{`${title} · Shunt`}</title>
      <div>
        <h1 className="text-2xl">{title}</h1>
        {about !== undefined && <p className="mt-1 text-quiet">{about}</p>}
      </div>
      <Form
        className="flex flex-col gap-4 rounded-2xl border border-line bg-card p-5"
        {...formProps}
        onSubmit={event => {
          event.preventDefault();
          onSubmit(new FormData(event.currentTarget));
        }}
      >
        {general && <ProblemNotice error={general} />}
        {children}
      </Form>
      {footer !== undefined && <div className="text-center text-sm text-quiet">{footer}</div>}
    </div>
  );
}
