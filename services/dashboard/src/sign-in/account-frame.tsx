import type { ReactNode } from "react";

interface AccountFrameProps {
  title: string;
  about?: string | undefined;
  children: ReactNode;
  footer?: ReactNode;
}

/** The frame of pages about signing in: a title and a box, in the middle of the page. */
export function AccountFrame({ title, about, children, footer }: AccountFrameProps) {
  return (
    <div className="mx-auto flex w-full max-w-md flex-1 flex-col justify-center gap-4 px-4 py-10">
      <title>{`${title} · Shunt`}</title>
      <div>
        <h1 className="text-2xl wrap-anywhere">{title}</h1>
        {about !== undefined && <p className="mt-1 text-quiet">{about}</p>}
      </div>
      <div className="flex flex-col gap-4 rounded-2xl border border-line bg-card p-5">{children}</div>
      {footer !== undefined && <div className="text-center text-sm text-quiet">{footer}</div>}
    </div>
  );
}
