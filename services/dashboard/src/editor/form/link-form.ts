import type { CodeStyle, UtmField } from "@shunt/contracts/links";
import type { RuleForm } from "../rules/rule-form.ts";
import type { SplitForm } from "../split/split-form.ts";

export interface CardForm {
  title: string;
  description: string;
  image_url: string;
  image_width: number | null;
  image_height: number | null;
}

/** A password is never read from the server, so the form says what becomes of it. */
export interface PasswordForm {
  action: "keep" | "set" | "remove";
  value: string;
}

/** The value of `domain` for the shared domain; the empty text stands for the account's default. */
export const sharedDomain = "shared";

/**
 * The values of the editor, by the names of the API's fields, so that a JSON pointer of a problem is the path of a value.
 * Texts, numbers and times are as people type them; an empty text means that the field is not set.
 */
export interface LinkForm extends Record<UtmField, string> {
  original_url: string;
  short_code: string;
  code_style: "" | CodeStyle;
  domain: string;
  title: string;
  notes: string;
  folder: string;
  tags: string[];
  external_id: string;
  is_active: boolean;
  starts_at: string;
  expires_at: string;
  fallback_url: string;
  max_clicks: string;
  password: PasswordForm;
  is_public: boolean;
  is_indexable: boolean;
  redirect_status: string;
  cache_seconds: string;
  referrer_policy: string;
  forward_query: string;
  forward_path: string;
  placeholders: boolean;
  cloak: boolean;
  ios_url: string;
  ios_fallback_url: string;
  android_url: string;
  android_fallback_url: string;
  card: CardForm | null;
  split: SplitForm | null;
  rules: RuleForm[];
}

export type FormField = keyof LinkForm;
