import type { LinkAddress } from "@shunt/cache";
import {
  type CodeStyle,
  type CreateLink,
  foldCode,
  type ImportedLink,
  type LinkSettings,
} from "@shunt/contracts/links";
import { fieldProblem, type Problem } from "@shunt/contracts/problem";
import { v7 as uuidv7 } from "uuid";
import type { Caller } from "../../access/index.ts";
import type { CodeDomain } from "../../domains/index.ts";
import { expiryProblem } from "../../http/index.ts";
import type { LinkLock, NewLock } from "../lock/link-lock.ts";

/** The past of an imported link, as its file has it. */
export interface LinkOrigin {
  createdAt: Date | null;
  formerClicks: number | null;
}

/** A checked link before its insert. `position` is its index in the request. */
export interface Draft {
  position: number;
  id: string;
  settings: LinkSettings;
  domain: CodeDomain;
  alias: string | undefined;
  /** Without an alias. */
  codeStyle: CodeStyle | undefined;
  otherCodes: readonly LinkAddress[];
  tags: readonly string[];
  mayReuse: boolean;
  /** Of an imported link. */
  origin: LinkOrigin | undefined;
  /** Of a link with a password. */
  newLock: NewLock | undefined;
  /** From `newLock`, once the password is hashed. */
  lock?: LinkLock;
}

export function toDraft({
  input,
  settings,
  domain,
  otherCodes,
  position,
  newLock,
  isImport,
}: Pick<Draft, "settings" | "domain" | "otherCodes" | "position" | "newLock"> & {
  input: CreateLink & Past;
  isImport: boolean;
}): Draft {
  const alias = input.short_code ?? undefined;
  return {
    position,
    id: uuidv7(),
    settings,
    domain,
    alias: domain.isCaseSensitive || alias === undefined ? alias : foldCode(alias),
    codeStyle: input.code_style ?? undefined,
    otherCodes,
    tags: input.tags ?? [],
    mayReuse: input.reuse,
    origin: isImport ? toOrigin(input) : undefined,
    newLock,
  };
}

type Past = Partial<Pick<ImportedLink, "created_at" | "former_clicks">>;

/** Zero is stored as an unknown count. */
function toOrigin({ created_at, former_clicks }: Past): LinkOrigin {
  return { createdAt: created_at ?? null, formerClicks: former_clicks || null };
}

/**
 * Checks what the schema cannot: fields that require an account, fields that exclude each other, and expiry in the
 * past.
 *
 * @param isImport whether a file has the link: it keeps expired ones
 */
export function inputProblem(
  input: CreateLink,
  actor: Caller | undefined,
  { isImport }: { isImport: boolean },
): Problem | undefined {
  const past = isImport ? undefined : expiryProblem(input.expires_at);
  if (past) return past;
  if (input.reuse && input.short_code) return fieldProblem("/reuse", "cannot be combined with short_code");
  if (input.reuse && input.other_codes?.length) return fieldProblem("/reuse", "cannot be combined with other_codes");
  if (input.reuse && input.external_id) return fieldProblem("/reuse", "cannot be combined with external_id");
  if (input.reuse && input.password) return fieldProblem("/reuse", "cannot be combined with password");
  if (actor) return undefined;
  if (input.is_public === false)
    return fieldProblem("/is_public", "must be true without an account, because no one could read the link");
  const forAccounts = {
    workspace_id: input.workspace_id,
    tags: input.tags?.length,
    utm_template: input.utm_template,
    other_codes: input.other_codes?.length,
    external_id: input.external_id,
    password: input.password,
    cloak: input.cloak,
    reuse: input.reuse,
  };
  const field = Object.entries(forAccounts).find(([, value]) => value)?.[0];
  return field === undefined ? undefined : fieldProblem(`/${field}`, "requires an account: sign in or use an API key");
}
