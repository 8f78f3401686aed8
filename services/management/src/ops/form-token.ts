import { timingSafeEqual } from "node:crypto";
import { Problem } from "@shunt/contracts/problem";
import { type Html, html } from "@shunt/runtime";
import type { Request, Response } from "express";
import { z } from "zod";
import { createSecret } from "../auth/index.ts";
import { createCookie } from "../http/index.ts";

const WithToken = z.object({ form_token: z.string().min(1).max(100) });
const shape = /^[\w-]{43}$/;

/**
 * A secret in our forms that must match a cookie, so that other sites cannot forge them
 * (https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html, double
 * submit).
 */
export function createFormToken(appUrl: string) {
  const cookie = createCookie("shunt-ops-form", { appUrl, path: "/ops" });
  const readCookie = (req: Request) => {
    const value = cookie.read(req);
    return value !== undefined && shape.test(value) ? value : undefined;
  };
  return {
    /** Forms open at the same time share the value. */
    toField(req: Request, res: Response): Html {
      const token = readCookie(req) ?? createSecret();
      cookie.set(res, token);
      return html`<input type="hidden" name="form_token" value="${token}">`;
    },
    /** @throws Problem "foreign-request" */
    check(req: Request, form: Record<string, string>): void {
      const token = readCookie(req);
      const sent = WithToken.safeParse(form).data?.form_token;
      if (token === undefined || sent === undefined || !isSame(token, sent))
        throw new Problem("foreign-request", "This form is no longer valid. Open the page again and repeat the action");
    },
  };
}

export type FormToken = ReturnType<typeof createFormToken>;

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
