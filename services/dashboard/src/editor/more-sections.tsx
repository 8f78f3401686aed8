import { type Link, utmFields } from "@shunt/contracts/links";
import {
  CalendarClock,
  FolderClosed,
  Image as ImageIcon,
  ListTree,
  LockKeyhole,
  Megaphone,
  Route,
  Smartphone,
  Split as SplitIcon,
} from "lucide-react";
import { useEffect } from "react";
import { useMessages } from "../messages/catalogue.ts";
import { lazyPart } from "../ui/lazy-part.tsx";
import { editorMessages } from "./messages/index.ts";
import { Section } from "./section.tsx";

/** The sections in their order, with the heights of their contents for a new link. */
const sections = [
  {
    name: "organise",
    icon: FolderClosed,
    fields: ["title", "tags", "folder", "notes", "external_id"],
    content: lazyPart(async () => (await import("./sections/organise-fields.tsx")).OrganiseFields),
    height: "h-138 @phone:h-112",
  },
  {
    name: "utm",
    icon: Megaphone,
    fields: utmFields,
    content: lazyPart(async () => (await import("./sections/utm-fields.tsx")).UtmFields),
    height: "h-136 @phone:h-82",
  },
  {
    name: "schedule",
    icon: CalendarClock,
    fields: ["is_active", "starts_at", "expires_at", "fallback_url", "max_clicks"],
    content: lazyPart(async () => (await import("./sections/schedule-fields.tsx")).ScheduleFields),
    height: "h-147 @phone:h-83",
  },
  {
    name: "access",
    icon: LockKeyhole,
    fields: ["password", "is_public"],
    content: lazyPart(async () => (await import("./sections/access-fields.tsx")).AccessFields),
    height: "h-50 @phone:h-40",
  },
  {
    name: "rules",
    icon: ListTree,
    fields: ["rules"],
    content: lazyPart(async () => (await import("./rules/rules-fields.tsx")).RulesFields),
    height: "h-28 @phone:h-18",
  },
  {
    name: "split",
    icon: SplitIcon,
    fields: ["split"],
    content: lazyPart(async () => (await import("./sections/link-split-fields.tsx")).LinkSplitFields),
    height: "h-30 @phone:h-24",
  },
  {
    name: "apps",
    icon: Smartphone,
    fields: ["ios_url", "ios_fallback_url", "android_url", "android_fallback_url"],
    content: lazyPart(async () => (await import("./sections/apps-fields.tsx")).AppsFields),
    height: "h-61",
  },
  {
    name: "card",
    icon: ImageIcon,
    fields: ["card"],
    content: lazyPart(async () => (await import("./sections/card-fields.tsx")).CardFields),
    height: "h-24 @phone:h-10",
  },
  {
    name: "redirect",
    icon: Route,
    fields: [
      "redirect_status",
      "cache_seconds",
      "referrer_policy",
      "forward_query",
      "forward_path",
      "is_indexable",
      "cloak",
    ],
    content: lazyPart(async () => (await import("./sections/redirect-fields.tsx")).RedirectFields),
    height: "h-188 @phone:h-118",
  },
] as const;

/** Pause after the page (ms), so that sections open without waiting for the network. */
const preloadMs = 3_000;

/** The sections that are closed unless a link uses them. @param link the saved link, undefined for a new one */
export function MoreSections({ link }: { link: Link | undefined }) {
  const t = useMessages(editorMessages);
  useEffect(() => {
    const timer = setTimeout(() => void preloadContents(), preloadMs);
    return () => clearTimeout(timer);
  }, []);
  return sections.map(({ name, ...section }) => (
    <Section
      key={name}
      {...section}
      title={t[name]}
      about={name === "access" && link?.has_password ? t.hasPassword : t[`${name}About`]}
      link={link}
    />
  ));
}

/** One after the other, so that each evaluates in a task of its own. */
async function preloadContents(): Promise<void> {
  for (const { content } of sections) await content.preload();
}
