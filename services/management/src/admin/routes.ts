import { operations } from "@shunt/contracts/operations";
import type { Express } from "express";
import { toUserBody } from "../accounts/index.ts";
import { fromIdCursor, serve, toListPage } from "../http/index.ts";
import { toAnyLinkId, toLinkBody } from "../links/index.ts";
import { findAllLinks, findAudit, findUsers } from "./admin-store.ts";
import { listBlockedAddresses } from "./blocked-address-store.ts";
import { blockHost, listBlockedHosts, unblockHost } from "./blocked-hosts.ts";
import { deleteUser } from "./delete-user.ts";
import type { AdminDeps } from "./deps.ts";
import { moderateLink } from "./moderate-link.ts";
import { removeTotp } from "./remove-totp.ts";
import { unblockAddress } from "./unblock-address.ts";
import { updateUser } from "./update-user.ts";

export function addAdminRoutes(app: Express, context: AdminDeps): void {
  serve(app, context, operations.listUsers, async ({ db }, { query }) => {
    const rows = await findUsers(db, query, toPaging(query));
    return toPage(rows, query.size, row => ({ ...row, created_at: row.created_at.toISOString() }));
  });
  serve(app, context, operations.updateUser, async (ctx, { actor, params, body }) =>
    toUserBody(await updateUser(ctx, actor, params.id, body)),
  );
  serve(app, context, operations.deleteUser, (ctx, { actor, params }) => deleteUser(ctx, actor, params.id));
  serve(app, context, operations.removeTotp, (ctx, { actor, params }) => removeTotp(ctx, actor, params.id));
  serve(app, context, operations.listAllLinks, async (ctx, { query }) => {
    const links = await findAllLinks(ctx, query, toPaging(query));
    return toPage(links, query.size, link => toLinkBody(link, ctx.config.baseUrl));
  });
  serve(app, context, operations.moderateLink, async (ctx, { actor, params, query, body }) =>
    moderateLink(ctx, actor, await toAnyLinkId(ctx, params.id, query), body),
  );
  serve(app, context, operations.listBlockedAddresses, async ({ db }) => ({ items: await listBlockedAddresses(db) }));
  serve(app, context, operations.unblockAddress, (ctx, { actor, params, query }) =>
    unblockAddress(ctx, actor, { code: params.short_code, host: query.domain }),
  );
  serve(app, context, operations.blockHost, async (ctx, { actor, body }) => ({
    links: await blockHost(ctx, actor, body),
  }));
  serve(app, context, operations.listBlockedHosts, async ({ db }) => ({ items: await listBlockedHosts(db) }));
  serve(app, context, operations.unblockHost, async (ctx, { actor, params }) => ({
    links: await unblockHost(ctx, actor, params.host),
  }));
  serve(app, context, operations.listAudit, async ({ db }, { query }) => {
    const rows = await findAudit(db, query, toPaging(query));
    return toPage(rows, query.size, row => ({ ...row, created_at: row.created_at.toISOString() }));
  });
}

function toPaging({ cursor, size }: { cursor: string | undefined; size: number }) {
  return { after: fromIdCursor(cursor), limit: size + 1 };
}

/** @param rows one more than fits on the page, if there are more */
function toPage<R extends { id: string }, B>(rows: readonly R[], size: number, toBody: (row: R) => B) {
  const { items, next_cursor } = toListPage(rows, size, ({ id }) => id);
  return { items: items.map(toBody), next_cursor, next_after: next_cursor };
}
