import { createRootRoute, createRoute, redirect } from "@tanstack/react-router";
import {
  readAdminDomainsSearch,
  readAuditSearch,
  readModerationSearch,
  readReportsSearch,
  readUsersSearch,
} from "../admin/admin-search.ts";
import { readClickSearch } from "../analytics/click-filters.ts";
import { readCompareSearch } from "../analytics/compare/read-compare-search.ts";
import { readOrphansSearch } from "../analytics/read-orphans-search.ts";
import { getSession } from "../api/session.ts";
import { readRequestsSearch } from "../developers/requests/requests-search.ts";
import { readDomainSearch } from "../domains/read-domain-search.ts";
import { readHistorySearch } from "../editor/history/read-history-search.ts";
import { readNewLinkSearch } from "../editor/read-new-link-search.ts";
import { readLabelsSearch } from "../labels/labels-search.ts";
import { readLinksSearch } from "../links/links-search.ts";
import { readOverviewSearch } from "../overview/period.ts";
import { readSignInSearch, type SignInSearch } from "../sign-in/read-sign-in-search.ts";
import { readNotificationsSearch } from "../social/notifications/notifications-search.ts";
import { readPeopleSearch } from "../social/people/people-search.ts";
import { readInvitationSearch } from "../workspaces/invitations/read-invitation-search.ts";
import { lazyPage } from "./lazy-page.ts";
import { onlyKnown } from "./only-known.ts";
import { prefetch } from "./prefetch.ts";
import { Shell } from "./shell.tsx";

/**
 * The one list of pages. Each page's code is a file of its own, loaded when a visitor goes there; search parameters that a
 * page reads are validated here, because they are its state.
 */
const root = createRootRoute();

/** Pages for everyone. A `to` in the address says where to go after signing in. */
const open = createRoute({
  getParentRoute: () => root,
  id: "open",
  component: lazyPage(() => import("./open-layout.tsx"), "OpenLayout"),
});

/** Pages of people who are signed in. Others sign in first and come back. */
const members = createRoute({
  getParentRoute: () => root,
  id: "members",
  component: Shell,
  beforeLoad: ({ location }) => {
    if (getSession().status === "signed-out") throw redirect({ to: "/sign-in", search: { to: location.href } });
  },
});

/** Sends people who are signed in on, from pages that are for others. */
function leaveIfSignedIn({ search }: { search: SignInSearch }): void {
  if (getSession().status === "signed-in") throw redirect({ href: search.to ?? "/overview" });
}

const openPages = [
  createRoute({
    getParentRoute: () => open,
    path: "/",
    component: lazyPage(() => import("../home/home-page.tsx"), "HomePage"),
  }),
  createRoute({
    getParentRoute: () => open,
    path: "/sign-in",
    validateSearch: onlyKnown(readSignInSearch),
    beforeLoad: leaveIfSignedIn,
    component: lazyPage(() => import("../sign-in/sign-in-page.tsx"), "SignInPage"),
  }),
  createRoute({
    getParentRoute: () => open,
    path: "/register",
    validateSearch: onlyKnown(readSignInSearch),
    beforeLoad: leaveIfSignedIn,
    component: lazyPage(() => import("../sign-in/register-page.tsx"), "RegisterPage"),
  }),
  createRoute({
    getParentRoute: () => open,
    path: "/forgot-password",
    component: lazyPage(() => import("../sign-in/forgot-password-page.tsx"), "ForgotPasswordPage"),
  }),
  createRoute({
    getParentRoute: () => open,
    path: "/shared/$token",
    component: lazyPage(() => import("../analytics/sharing/shared-page.tsx"), "SharedPage"),
  }),
  createRoute({
    getParentRoute: () => open,
    path: "/invitation",
    validateSearch: onlyKnown(readInvitationSearch),
    component: lazyPage(() => import("../workspaces/invitations/invitation-page.tsx"), "InvitationPage"),
  }),
] as const;

const memberPages = [
  createRoute({
    getParentRoute: () => members,
    path: "/overview",
    validateSearch: onlyKnown(readOverviewSearch),
    component: lazyPage(() => import("../overview/overview-page.tsx"), "OverviewPage"),
    beforeLoad: prefetch(() => import("../overview/overview-page.tsx"), "prefetchOverview"),
  }),
  createRoute({
    getParentRoute: () => members,
    path: "/links",
    validateSearch: onlyKnown(readLinksSearch),
    component: lazyPage(() => import("../links/links-page.tsx"), "LinksPage"),
    beforeLoad: prefetch(() => import("../links/links-page.tsx"), "prefetchLinks"),
  }),
  createRoute({
    getParentRoute: () => members,
    path: "/links/new",
    validateSearch: onlyKnown(readNewLinkSearch),
    component: lazyPage(() => import("../editor/new-link-page.tsx"), "NewLinkPage"),
  }),
  createRoute({
    getParentRoute: () => members,
    path: "/links/$id/edit",
    component: lazyPage(() => import("../editor/edit-link-page.tsx"), "EditLinkPage"),
  }),
  createRoute({
    getParentRoute: () => members,
    path: "/links/$id/qr",
    component: lazyPage(() => import("../qr/qr-page.tsx"), "QrPage"),
    beforeLoad: prefetch(() => import("../qr/qr-page.tsx"), "prefetchQr"),
  }),
  createRoute({
    getParentRoute: () => members,
    path: "/links/$id/history",
    validateSearch: onlyKnown(readHistorySearch),
    component: lazyPage(() => import("../editor/history/history-page.tsx"), "HistoryPage"),
  }),
  createRoute({
    getParentRoute: () => members,
    path: "/links/$id",
    validateSearch: onlyKnown(readClickSearch),
    component: lazyPage(() => import("../analytics/link-page.tsx"), "LinkPage"),
    beforeLoad: prefetch(() => import("../analytics/link-page.tsx"), "prefetchLink"),
  }),
  createRoute({
    getParentRoute: () => members,
    path: "/analytics",
    validateSearch: onlyKnown(readClickSearch),
    component: lazyPage(() => import("../analytics/analytics-page.tsx"), "AnalyticsPage"),
    beforeLoad: prefetch(() => import("../analytics/analytics-page.tsx"), "prefetchAnalytics"),
  }),
  createRoute({
    getParentRoute: () => members,
    path: "/analytics/compare",
    validateSearch: onlyKnown(readCompareSearch),
    component: lazyPage(() => import("../analytics/compare/compare-page.tsx"), "ComparePage"),
    beforeLoad: prefetch(() => import("../analytics/compare/compare-page.tsx"), "prefetchCompare"),
  }),
  createRoute({
    getParentRoute: () => members,
    path: "/analytics/orphans",
    validateSearch: onlyKnown(readOrphansSearch),
    component: lazyPage(() => import("../analytics/orphans-page.tsx"), "OrphansPage"),
    beforeLoad: prefetch(() => import("../analytics/orphans-page.tsx"), "prefetchOrphans"),
  }),
  createRoute({
    getParentRoute: () => members,
    path: "/import",
    component: lazyPage(() => import("../import/import-page.tsx"), "ImportPage"),
  }),
  createRoute({
    getParentRoute: () => members,
    path: "/domains",
    component: lazyPage(() => import("../domains/domains-page.tsx"), "DomainsPage"),
    beforeLoad: prefetch(() => import("../domains/domains-page.tsx"), "prefetchDomains"),
  }),
  createRoute({
    getParentRoute: () => members,
    path: "/domains/shared",
    component: lazyPage(() => import("../domains/shared-domain-page.tsx"), "SharedDomainPage"),
    beforeLoad: prefetch(() => import("../domains/shared-domain-page.tsx"), "prefetchSharedDomain"),
  }),
  createRoute({
    getParentRoute: () => members,
    path: "/domains/$host",
    validateSearch: onlyKnown(readDomainSearch),
    component: lazyPage(() => import("../domains/domain-page.tsx"), "DomainPage"),
    beforeLoad: prefetch(() => import("../domains/domain-page.tsx"), "prefetchDomain"),
  }),
  createRoute({
    getParentRoute: () => members,
    path: "/tags",
    validateSearch: onlyKnown(readLabelsSearch),
    component: lazyPage(() => import("../labels/label-page.tsx"), "TagsPage"),
    beforeLoad: prefetch(() => import("../labels/label-page.tsx"), "prefetchTags"),
  }),
  createRoute({
    getParentRoute: () => members,
    path: "/folders",
    validateSearch: onlyKnown(readLabelsSearch),
    component: lazyPage(() => import("../labels/label-page.tsx"), "FoldersPage"),
    beforeLoad: prefetch(() => import("../labels/label-page.tsx"), "prefetchFolders"),
  }),
  createRoute({
    getParentRoute: () => members,
    path: "/utm-templates",
    component: lazyPage(() => import("../utm-templates/utm-templates-page.tsx"), "UtmTemplatesPage"),
    beforeLoad: prefetch(() => import("../utm-templates/utm-templates-page.tsx"), "prefetchUtmTemplates"),
  }),
  createRoute({
    getParentRoute: () => members,
    path: "/admin",
    beforeLoad: () => {
      throw redirect({ to: "/admin/users" });
    },
  }),
  createRoute({
    getParentRoute: () => members,
    path: "/admin/users",
    validateSearch: onlyKnown(readUsersSearch),
    component: lazyPage(() => import("../admin/users/users-page.tsx"), "UsersPage"),
    beforeLoad: prefetch(() => import("../admin/users/users-page.tsx"), "prefetchUsers"),
  }),
  createRoute({
    getParentRoute: () => members,
    path: "/admin/links",
    validateSearch: onlyKnown(readModerationSearch),
    component: lazyPage(() => import("../admin/links/all-links-page.tsx"), "AllLinksPage"),
    beforeLoad: prefetch(() => import("../admin/links/all-links-page.tsx"), "prefetchAllLinks"),
  }),
  createRoute({
    getParentRoute: () => members,
    path: "/admin/domains",
    validateSearch: onlyKnown(readAdminDomainsSearch),
    component: lazyPage(() => import("../admin/domains/domains-page.tsx"), "AdminDomainsPage"),
    beforeLoad: prefetch(() => import("../admin/domains/domains-page.tsx"), "prefetchAdminDomains"),
  }),
  createRoute({
    getParentRoute: () => members,
    path: "/admin/reports",
    validateSearch: onlyKnown(readReportsSearch),
    component: lazyPage(() => import("../admin/reports/reports-page.tsx"), "ReportsPage"),
    beforeLoad: prefetch(() => import("../admin/reports/reports-page.tsx"), "prefetchReports"),
  }),
  createRoute({
    getParentRoute: () => members,
    path: "/admin/blocks",
    component: lazyPage(() => import("../admin/blocks/blocks-page.tsx"), "BlocksPage"),
    beforeLoad: prefetch(() => import("../admin/blocks/blocks-page.tsx"), "prefetchBlocks"),
  }),
  createRoute({
    getParentRoute: () => members,
    path: "/admin/audit",
    validateSearch: onlyKnown(readAuditSearch),
    component: lazyPage(() => import("../admin/audit/audit-page.tsx"), "AuditPage"),
    beforeLoad: prefetch(() => import("../admin/audit/audit-page.tsx"), "prefetchAudit"),
  }),
  createRoute({
    getParentRoute: () => members,
    path: "/operations",
    component: lazyPage(() => import("../operations/operations-page.tsx"), "OperationsPage"),
  }),
  createRoute({
    getParentRoute: () => members,
    path: "/developers",
    component: lazyPage(() => import("../developers/developers-page.tsx"), "DevelopersPage"),
    beforeLoad: prefetch(() => import("../developers/developers-page.tsx"), "prefetchDevelopers"),
  }),
  createRoute({
    getParentRoute: () => members,
    path: "/developers/requests",
    validateSearch: readRequestsSearch,
    component: lazyPage(() => import("../developers/requests/requests-page.tsx"), "RequestsPage"),
    beforeLoad: prefetch(() => import("../developers/requests/requests-page.tsx"), "prefetchRequests"),
  }),
  createRoute({
    getParentRoute: () => members,
    path: "/developers/webhooks/$id",
    component: lazyPage(() => import("../developers/webhooks/webhook-page.tsx"), "WebhookPage"),
    beforeLoad: prefetch(() => import("../developers/webhooks/webhook-page.tsx"), "prefetchWebhook"),
  }),
  createRoute({
    getParentRoute: () => members,
    path: "/workspaces",
    component: lazyPage(() => import("../workspaces/workspaces-page.tsx"), "WorkspacesPage"),
    beforeLoad: prefetch(() => import("../workspaces/workspaces-page.tsx"), "prefetchWorkspaces"),
  }),
  createRoute({
    getParentRoute: () => members,
    path: "/account",
    component: lazyPage(() => import("../account/account-page.tsx"), "AccountPage"),
    beforeLoad: prefetch(() => import("../account/account-page.tsx"), "prefetchAccount"),
  }),
  createRoute({
    getParentRoute: () => members,
    path: "/feed",
    component: lazyPage(() => import("../social/feed/feed-page.tsx"), "FeedPage"),
    beforeLoad: prefetch(() => import("../social/feed/feed-page.tsx"), "prefetchFeed"),
  }),
  createRoute({
    getParentRoute: () => members,
    path: "/feed/$id",
    component: lazyPage(() => import("../social/feed/post-page.tsx"), "PostPage"),
    beforeLoad: prefetch(() => import("../social/feed/post-page.tsx"), "prefetchPost"),
  }),
  createRoute({
    getParentRoute: () => members,
    path: "/people",
    validateSearch: onlyKnown(readPeopleSearch),
    component: lazyPage(() => import("../social/people/people-page.tsx"), "PeoplePage"),
    beforeLoad: prefetch(() => import("../social/people/people-page.tsx"), "prefetchPeople"),
  }),
  createRoute({
    getParentRoute: () => members,
    path: "/notifications",
    validateSearch: onlyKnown(readNotificationsSearch),
    component: lazyPage(() => import("../social/notifications/notifications-page.tsx"), "NotificationsPage"),
    beforeLoad: prefetch(() => import("../social/notifications/notifications-page.tsx"), "prefetchNotifications"),
  }),
] as const;

export const routeTree = root.addChildren([open.addChildren(openPages), members.addChildren(memberPages)]);
