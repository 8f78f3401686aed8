import { operations } from "@shunt/contracts/operations";
import type { Express } from "express";
import { login } from "../../auth/index.ts";
import { fromIdCursor, serve, toListPage } from "../../http/index.ts";
import type { SocialContext } from "../social-context.ts";
import { answerFriendRequest } from "./answer-friend-request.ts";
import { blockPerson } from "./block-person.ts";
import { deleteBlock } from "./block-store.ts";
import { endFriendship } from "./end-friendship.ts";
import { findRequests } from "./friend-request-store.ts";
import { listBlocked, listFriends } from "./list-people.ts";
import { getOwnPerson, setUsername, toPersonBody } from "./person-store.ts";
import { registerMember } from "./register-member.ts";
import { sendFriendRequest } from "./send-friend-request.ts";
import { withdrawFriendRequest } from "./withdraw-friend-request.ts";

export function addPeopleRoutes(app: Express, context: SocialContext): void {
  serve(app, context, operations.registerMember, (ctx, { body, client }) => registerMember(ctx, body, client));
  serve(app, context, operations.loginMember, (ctx, { body, client }, res) =>
    login(ctx, body, client, res.req.get("user-agent") ?? ""),
  );
  serve(app, context, operations.getProfile, async ({ db }, { actor }) => toPersonBody(await getOwnPerson(db, actor)));
  serve(app, context, operations.updateProfile, async ({ db }, { actor, body }) => {
    await setUsername(db, actor.userId, body.username);
    return toPersonBody(await getOwnPerson(db, actor));
  });
  addFriendRequestRoutes(app, context);
  addFriendRoutes(app, context);
  addBlockRoutes(app, context);
}

function addFriendRequestRoutes(app: Express, context: SocialContext): void {
  serve(app, context, operations.sendFriendRequest, (ctx, { actor, body }) => sendFriendRequest(ctx, actor, body));
  serve(app, context, operations.withdrawFriendRequest, (ctx, { actor, params }) =>
    withdrawFriendRequest(ctx, actor, params.request_id),
  );
  serve(app, context, operations.listFriendRequests, async ({ db }, { actor, query }) => {
    const { direction, status, size, cursor } = query;
    const paging = { after: fromIdCursor(cursor), limit: size + 1 };
    const requests = await findRequests(db, actor.userId, { direction, status }, paging);
    const page = toListPage(requests, size, ({ request_id }) => request_id);
    return { ...page, requests: page.items };
  });
  serve(app, context, operations.answerFriendRequest, (ctx, { actor, params, query, body }) =>
    answerFriendRequest(ctx, actor, params.request_id, body?.action ?? query.action),
  );
}

function addFriendRoutes(app: Express, context: SocialContext): void {
  serve(app, context, operations.listFriends, async (ctx, { actor, query }) => {
    const page = await listFriends(ctx, actor.userId, query);
    return { ...page, friends: page.items };
  });
  serve(app, context, operations.endFriendship, (ctx, { actor, params }) =>
    endFriendship(ctx, actor, params.person_id),
  );
  serve(app, context, operations.endFriendshipWith, (ctx, { actor, query }) =>
    endFriendship(ctx, actor, query.friend_id),
  );
}

function addBlockRoutes(app: Express, context: SocialContext): void {
  serve(app, context, operations.listBlocked, async (ctx, { actor, query }) => {
    const page = await listBlocked(ctx, actor.userId, query);
    return { ...page, blocked: page.items };
  });
  serve(app, context, operations.blockPerson, (ctx, { actor, params }) => blockPerson(ctx, actor, params.person_id));
  serve(app, context, operations.unblockPerson, ({ db }, { actor, params }) =>
    deleteBlock(db, actor.userId, params.person_id),
  );
}
