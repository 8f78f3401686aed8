import { randomUUID } from "node:crypto";
import type { Client } from "@shunt/contracts/client";
import type { operations } from "@shunt/contracts/operations";
import type { Answer } from "./visit.ts";

export interface Change {
  code: string;
  /** Resolves with the response of the API. */
  apply(): Promise<unknown>;
  /** Whether visitors see the state after the change. */
  isSeen(answer: Answer): boolean;
}

/** A kind of change. `prepare` makes what is changed, in the state before. */
export interface Kind {
  name: string;
  prepare(): Promise<Change>;
}

type Api = Client<typeof operations>;

/** @param owner of the links; @param admin who blocks them */
export function toKinds(owner: Api, admin: Api): Kind[] {
  const aLink = () => owner.createLink({ body: { original_url: "https://example.com/before" } });
  const hasStatus = (wanted: number) => (answer: Answer) => answer.status === wanted;
  return [
    {
      name: "PATCH, new destination",
      async prepare() {
        const { id, short_code: code } = await aLink();
        const original_url = "https://example.com/after";
        const apply = () => owner.updateLink({ params: { id }, body: { original_url } });
        return { code, apply, isSeen: ({ location }) => location === original_url };
      },
    },
    {
      name: "PATCH, disabled",
      async prepare() {
        const { id, short_code: code } = await aLink();
        const apply = () => owner.updateLink({ params: { id }, body: { is_active: false } });
        return { code, apply, isSeen: hasStatus(404) };
      },
    },
    {
      name: "blocked by an administrator",
      async prepare() {
        const { id, short_code: code } = await aLink();
        const apply = () => admin.moderateLink({ params: { id }, body: { is_blocked: true } });
        return { code, apply, isSeen: hasStatus(451) };
      },
    },
    {
      name: "DELETE",
      async prepare() {
        const { id, short_code: code } = await aLink();
        return { code, apply: () => owner.deleteLink({ params: { id } }), isSeen: hasStatus(404) };
      },
    },
    {
      name: "POST, a code that answered 404",
      async prepare() {
        const code = randomUUID();
        const body = { original_url: "https://example.com/", custom_alias: code };
        return { code, apply: () => owner.createLink({ body }), isSeen: hasStatus(302) };
      },
    },
  ];
}
