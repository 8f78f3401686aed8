import { Link } from "@tanstack/react-router";
import { ShieldAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useMe } from "../api/me.ts";
import { useMessages } from "../messages/catalogue.ts";
import { EmptyState, Page } from "../ui/page.tsx";
import { adminMessages } from "./messages/index.ts";

const tabs = [
  { to: "/admin/users", name: "users" },
  { to: "/admin/links", name: "links" },
  { to: "/admin/domains", name: "domains" },
  { to: "/admin/reports", name: "reports" },
  { to: "/admin/blocks", name: "blocks" },
  { to: "/admin/audit", name: "audit" },
] as const;

interface AdminFrameProps {
  tab: (typeof tabs)[number]["name"];
  children: ReactNode;
}

/** The frame of administrators' pages. Other accounts see a note. */
export function AdminFrame({ tab, children }: AdminFrameProps) {
  const t = useMessages(adminMessages);
  const isMember = useMe()?.role === "user";
  if (isMember)
    return (
      <Page title={t.title}>
        <EmptyState icon={<ShieldAlert />} title={t.forAdmins}>
          {t.forAdminsAbout}
        </EmptyState>
      </Page>
    );
  return (
    <Page title={t.tabs[tab]} about={t.about[tab]}>
      <nav aria-label={t.title} className="flex flex-wrap gap-1">
        {tabs.map(({ to, name }) => (
          <Link
            key={to}
            to={to}
            className="rounded-lg px-3 py-1.5 font-medium whitespace-nowrap text-quiet hover:bg-sunken hover:text-text"
            activeProps={{ className: "bg-accent-soft! text-accent!" }}
          >
            {t.tabs[name]}
          </Link>
        ))}
      </nav>
      {children}
    </Page>
  );
}
