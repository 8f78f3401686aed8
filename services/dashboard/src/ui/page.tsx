import { ArrowLeft } from "lucide-react";
import { type ReactNode, Suspense, useEffect } from "react";

interface PageProps {
  title: string;
  /** A link to the page above it, for pages that are not in the navigation. */
  parent?: ReactNode;
  /** One sentence below the title. */
  about?: ReactNode;
  /** Buttons beside the title, the most important one last. */
  actions?: ReactNode;
  children: ReactNode;
}

/** The frame of each page of the dashboard: its title, also that of the window, and its content. It stays while content loads. */
export function Page({ title, parent, about, actions, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Shunt`;
  }, [title]);
  return (
    <div className="mx-auto flex w-full max-w-7xl flex-col gap-5 px-4 py-5 @tablet:px-8 @tablet:py-7">
      <header className="flex flex-wrap items-start justify-between gap-x-4 gap-y-3">
        <div className="min-w-0">
          {parent !== undefined && (
            <p className="mb-1 flex items-center gap-1 text-sm text-quiet hover:text-text [&>a]:-my-1 [&>a]:py-1 [&>a:hover]:underline">
              <ArrowLeft size={14} className="shrink-0" aria-hidden />
              {parent}
            </p>
          )}
          <h1 className="text-2xl wrap-anywhere">{title}</h1>
          {about !== undefined && <p className="mt-1 max-w-prose text-quiet">{about}</p>}
        </div>
        {actions !== undefined && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </header>
      <Suspense fallback={<Skeleton className="h-72 w-full rounded-2xl" />}>{children}</Suspense>
    </div>
  );
}

interface CardProps {
  title?: string;
  /** Small controls beside the title. */
  actions?: ReactNode;
  children: ReactNode;
  /** Leaves out the inner distance, for tables that reach the edges. */
  isFlush?: boolean;
}

/** A part of a page in a box. */
export function Card({ title, actions, children, isFlush = false }: CardProps) {
  return (
    <section
      className={`@container min-w-0 rounded-2xl border border-line bg-card ${isFlush ? "" : "break-inside-avoid"}`}
    >
      {title !== undefined && (
        <div className="flex flex-wrap items-center justify-between gap-2 px-5 pt-4">
          <h2 className="min-w-0 text-base wrap-anywhere">{title}</h2>
          {actions}
        </div>
      )}
      <div className={isFlush ? "pt-2" : "p-5"}>{children}</div>
    </section>
  );
}

interface EmptyStateProps {
  icon?: ReactNode;
  title: string;
  /** What the place is for, and how it fills. */
  children?: ReactNode;
  action?: ReactNode;
  /** Whether it takes the place of the whole page, so that its title is that of the page and of the window. */
  isPage?: boolean;
}

/** Takes the place of a list without entries, and teaches what it is for. */
export function EmptyState({ icon, title, children, action, isPage = false }: EmptyStateProps) {
  const Heading = isPage ? "h1" : "h2";
  return (
    // A filter may have emptied the list.
    <div role={isPage ? undefined : "status"} className="flex flex-col items-center gap-3 px-6 py-14 text-center">
      {isPage && <title>{`${title} · Shunt`}</title>}
      {icon !== undefined && <div className="rounded-full bg-accent-soft p-3 text-accent">{icon}</div>}
      <Heading className="text-lg">{title}</Heading>
      {children !== undefined && <div className="max-w-md text-quiet">{children}</div>}
      {action}
    </div>
  );
}

/** Holds the place of content that is on its way. Give it the size of the content. */
export function Skeleton({ className = "h-4 w-24" }: { className?: string }) {
  return <div aria-hidden data-skeleton className={`animate-pulse rounded-md bg-sunken ${className}`} />;
}

const tones = {
  plain: "bg-sunken text-quiet",
  accent: "bg-accent-soft text-accent",
  ok: "bg-ok-soft text-ok",
  watch: "bg-watch-soft text-watch",
  act: "bg-act-soft text-act",
} as const;

interface BadgeProps {
  tone?: keyof typeof tones;
  /** Whether it is a text of people, which may be long. */
  isText?: boolean;
  children: ReactNode;
}

/** A short word about a state. */
export function Badge({ tone = "plain", isText = false, children }: BadgeProps) {
  return (
    <span
      className={`inline-flex max-w-full items-center gap-1 rounded-md px-1.5 py-0.5 text-sm ${isText ? "wrap-anywhere" : "whitespace-nowrap"} ${tones[tone]}`}
    >
      {children}
    </span>
  );
}
