import type { ReactNode } from "react";
import { Form, type FormProps } from "react-aria-components";
import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";
import { ProblemNotice } from "./problem.tsx";

interface FormDialogProps extends Pick<FormProps, "validationErrors"> {
  /** Runs as someone types. */
  onInput?: () => void;
  title: string;
  onClose: () => void;
  onSubmit: (form: FormData) => void;
  /** The verb of the button that sends the form. */
  submitLabel: string;
  isPending?: boolean;
  isDisabled?: boolean;
  /** A problem that belongs to no field. */
  problem?: Error | null;
  /** Further buttons before the one that sends. */
  actions?: ReactNode;
  children: ReactNode;
}

/** A window with a form that Enter sends. */
export function FormDialog({
  title,
  onClose,
  onSubmit,
  submitLabel,
  isPending = false,
  isDisabled = false,
  problem,
  actions,
  children,
  ...formProps
}: FormDialogProps) {
  return (
    <Dialog title={title} isOpen onClose={onClose}>
      <Form
        className="flex flex-col gap-4"
        {...formProps}
        onSubmit={event => {
          event.preventDefault();
          // In React's tree, a dialog of a form is inside this form.
          event.stopPropagation();
          onSubmit(new FormData(event.currentTarget));
        }}
      >
        {problem && <ProblemNotice error={problem} />}
        {children}
        <div className="flex flex-wrap justify-end gap-2">
          {actions}
          <Button type="submit" look="primary" isPending={isPending} isDisabled={isDisabled}>
            {submitLabel}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
