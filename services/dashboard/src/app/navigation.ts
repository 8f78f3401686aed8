import {
  Activity,
  ArrowUpDown,
  Building2,
  ChartColumn,
  CodeXml,
  Folder,
  Globe,
  House,
  Link2,
  type LucideIcon,
  Megaphone,
  Newspaper,
  ShieldCheck,
  Tag,
  Users,
} from "lucide-react";
import type { Messages } from "./messages/en.ts";

export interface NavigationEntry {
  to: string;
  label: keyof { [K in keyof Messages as Messages[K] extends string ? K : never]: never };
  icon: LucideIcon;
  /** Also at the bottom of a phone's screen, where four fit. */
  isMain?: boolean;
  /** Comes back with the filters with which it was left. */
  keepsSearch?: boolean;
  /** Shown to administrators only. */
  isForAdmins?: boolean;
  /** Shown where posts and friends are on. */
  isSocial?: boolean;
}

/** The one list of the main navigation, in groups. */
export const navigation: readonly (readonly NavigationEntry[])[] = [
  [
    { to: "/overview", label: "overview", icon: House, isMain: true },
    { to: "/links", label: "links", icon: Link2, isMain: true, keepsSearch: true },
    { to: "/analytics", label: "analytics", icon: ChartColumn, isMain: true, keepsSearch: true },
  ],
  [
    { to: "/tags", label: "tags", icon: Tag },
    { to: "/folders", label: "folders", icon: Folder },
    { to: "/utm-templates", label: "utmTemplates", icon: Megaphone },
    { to: "/domains", label: "domains", icon: Globe },
    { to: "/import", label: "import", icon: ArrowUpDown },
  ],
  [
    { to: "/feed", label: "feed", icon: Newspaper, isSocial: true },
    { to: "/people", label: "people", icon: Users, isSocial: true },
  ],
  [
    { to: "/workspaces", label: "workspaces", icon: Building2 },
    { to: "/developers", label: "developers", icon: CodeXml },
  ],
  [
    { to: "/admin", label: "administration", icon: ShieldCheck, isForAdmins: true },
    { to: "/operations", label: "operations", icon: Activity, isForAdmins: true },
  ],
];
