import type { CreatedLink, LinkPage } from "@shunt/contracts/links";
import { operations } from "@shunt/contracts/operations";
import express from "express";
import { expect, expectTypeOf, test } from "vitest";
import type { Context } from "../context.ts";
import { type Reply, serve } from "./serve.ts";

type Operations = typeof operations;

test("serve accepts a handler that returns the body of the success schema", () => {
  expectTypeOf<Reply<Operations["createLink"]>>().toEqualTypeOf<CreatedLink>();
  expectTypeOf<Reply<Operations["listLinks"]>>().toEqualTypeOf<LinkPage>();
  expectTypeOf<Reply<Operations["deleteLink"]>>().toBeVoid();
  expectTypeOf<Uint8Array>().toExtend<Reply<Operations["getQrCode"]>>();
});

test("serve does not compile with a handler that returns another body", () => {
  const app = express();
  const context = {} as Context;

  // @ts-expect-error a link has more fields
  serve(app, context, operations.getLink, async () => ({ id: "019ad2b4-7c1e-7a53-9f0e-3d7b8f2c6a10" }));
  // @ts-expect-error `likes` is a number
  serve(app, context, operations.likePost, async () => ({ status: "liked" as const, likes: "3" }));
  // @ts-expect-error there is no body at 204
  serve(app, context, operations.deleteLink, async () => ({ deleted: true }));
  // @ts-expect-error there is a body at 200
  serve(app, context, operations.getMe, async () => {});
  // @ts-expect-error a picture is bytes or text
  serve(app, context, operations.getQrCode, async () => ({ bytes: [1, 2, 3] }));

  expect(app.router.stack.length).toBeGreaterThan(0);
});
