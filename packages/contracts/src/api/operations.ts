import type { z } from "zod";
import type { ProblemCode } from "../problem.ts";
import { AnalyticsSummary, ShortCodeParams, SummaryQuery } from "./analytics.ts";
import { Login, RefreshTokens, RegisterUser, TokenPair, User } from "./auth.ts";
import { Health } from "./health.ts";
import { CreateLink, Link, LinkPage, LinkParams, ListLinks, UpdateLink } from "./links.ts";
import { QrQuery } from "./qr.ts";

/** One route of the management API: the server parses with these schemas, and `/openapi.json` is made from them. */
export interface Operation {
  method: "get" | "post" | "patch" | "delete";
  /** With `:name` for parameters. */
  path: string;
  tag: "auth" | "links" | "analytics" | "qr" | "operations";
  summary: string;
  /** `optional`: works without a token, but a token that is sent must be valid. */
  auth: "none" | "optional" | "required";
  params?: z.ZodType;
  query?: z.ZodType;
  body?: z.ZodType;
  /** No schema: an empty answer, or, with `mediaTypes`, one that is not JSON. */
  success: { status: 200 | 201 | 204; schema?: z.ZodType; mediaTypes?: readonly string[] };
  problems: readonly ProblemCode[];
}

export const operations = {
  registerUser: {
    method: "post",
    path: "/api/v1/auth/register",
    tag: "auth",
    summary: "Make an account",
    auth: "none",
    body: RegisterUser,
    success: { status: 201, schema: User },
    problems: ["email-taken"],
  },
  login: {
    method: "post",
    path: "/api/v1/auth/login",
    tag: "auth",
    summary: "Trade e-mail and password for a pair of tokens",
    auth: "none",
    body: Login,
    success: { status: 200, schema: TokenPair },
    problems: ["invalid-credentials"],
  },
  refreshTokens: {
    method: "post",
    path: "/api/v1/auth/refresh",
    tag: "auth",
    summary: "Trade a refresh token for a new pair; using one twice ends the session",
    auth: "none",
    body: RefreshTokens,
    success: { status: 200, schema: TokenPair },
    problems: ["invalid-token"],
  },
  logout: {
    method: "post",
    path: "/api/v1/auth/logout",
    tag: "auth",
    summary: "End the session of a refresh token",
    auth: "none",
    body: RefreshTokens,
    success: { status: 204 },
    problems: [],
  },
  getMe: {
    method: "get",
    path: "/api/v1/auth/me",
    tag: "auth",
    summary: "Who am I?",
    auth: "required",
    success: { status: 200, schema: User },
    problems: [],
  },
  createLink: {
    method: "post",
    path: "/api/v1/urls",
    tag: "links",
    summary: "Shorten a URL; without a token the link belongs to nobody",
    auth: "optional",
    body: CreateLink,
    success: { status: 201, schema: Link },
    problems: ["alias-taken", "target-refused"],
  },
  listLinks: {
    method: "get",
    path: "/api/v1/urls",
    tag: "links",
    summary: "My links",
    auth: "required",
    query: ListLinks,
    success: { status: 200, schema: LinkPage },
    problems: [],
  },
  getLink: {
    method: "get",
    path: "/api/v1/urls/:id",
    tag: "links",
    summary: "One link; a private one is for its owner only",
    auth: "optional",
    params: LinkParams,
    success: { status: 200, schema: Link },
    problems: ["forbidden", "link-not-found"],
  },
  updateLink: {
    method: "patch",
    path: "/api/v1/urls/:id",
    tag: "links",
    summary: "Change a link",
    auth: "required",
    params: LinkParams,
    body: UpdateLink,
    success: { status: 200, schema: Link },
    problems: ["forbidden", "link-not-found", "target-refused"],
  },
  deleteLink: {
    method: "delete",
    path: "/api/v1/urls/:id",
    tag: "links",
    summary: "Delete a link, its codes and its numbers",
    auth: "required",
    params: LinkParams,
    success: { status: 204 },
    problems: ["forbidden", "link-not-found"],
  },
  getSummary: {
    method: "get",
    path: "/api/v1/analytics/:short_code/summary",
    tag: "analytics",
    summary: "The numbers of one of my links",
    auth: "required",
    params: ShortCodeParams,
    query: SummaryQuery,
    success: { status: 200, schema: AnalyticsSummary },
    problems: ["link-not-found"],
  },
  getQrCode: {
    method: "get",
    path: "/api/v1/qr/:short_code",
    tag: "qr",
    summary: "The short URL as a QR code",
    auth: "none",
    params: ShortCodeParams,
    query: QrQuery,
    success: { status: 200, mediaTypes: ["image/png", "image/svg+xml"] },
    problems: ["link-not-found"],
  },
  getHealth: {
    method: "get",
    path: "/api/v1/health",
    tag: "operations",
    summary: "Whether the API and what it stands on answer; 503 when one does not",
    auth: "none",
    success: { status: 200, schema: Health },
    problems: [],
  },
} as const satisfies Record<string, Operation>;
