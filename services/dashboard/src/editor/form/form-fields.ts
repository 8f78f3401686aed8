import type { CreateLink, Link, LinkCard, LinkSplit, UpdateLink } from "@shunt/contracts/links";
import type { z } from "zod";
import { toWebAddress } from "../../home/to-web-address.ts";
import { type RuleForm, type ShownRule, toRuleForm, writeRule } from "../rules/rule-form.ts";
import { type SplitForm, toSplitForm, writeSplit } from "../split/split-form.ts";
import { type CardForm, type FormField, type LinkForm, type PasswordForm, sharedDomain } from "./link-form.ts";
import { toInstant, toLocalTime } from "./local-time.ts";
import { toNumber } from "./to-number.ts";

interface Kind<F> {
  /** The value of a link on which the field is not set. */
  blank: F;
  /** Converts the value of a link that the API shows. */
  read(shown: never, link: Link): F;
  /** Converts to the value of a request; undefined leaves the field out. */
  write(value: F): unknown;
}

const kind = <F, S>(each: { blank: F; read(shown: S, link: Link): F; write(value: F): unknown }): Kind<F> => each;

const text = kind<string, string | null>({
  blank: "",
  read: shown => shown ?? "",
  write: typed => typed.trim() || null,
});
const address = kind<string, string | null>({
  blank: "",
  read: shown => shown ?? "",
  write: typed => (typed.trim() ? toWebAddress(typed) : null),
});
const time = kind<string, string | null>({ blank: "", read: toLocalTime, write: toInstant });
const number = kind<string, number | null>({ blank: "", read: shown => String(shown ?? ""), write: toNumber });
const choice = kind<string, string | null>({ blank: "", read: shown => shown ?? "", write: chosen => chosen || null });
const flag = (blank: boolean) => kind<boolean, boolean>({ blank, read: shown => shown, write: isOn => isOn });
/** A behaviour that is off is null. */
const behaviour = kind<boolean, boolean | null>({
  blank: false,
  read: shown => shown === true,
  write: isOn => isOn || null,
});

/** The fields of the editor: how each is read from a link, and how it is sent. */
export const formFields: { [F in FormField]: Kind<LinkForm[F]> } = {
  original_url: { ...address, write: typed => (typed.trim() ? toWebAddress(typed) : undefined) },
  short_code: text,
  code_style: kind<LinkForm["code_style"], unknown>({ blank: "", read: () => "", write: style => style || undefined }),
  domain: kind<string, string | null>({
    blank: "",
    read: shown => shown ?? sharedDomain,
    write: host => (host === sharedDomain ? null : host || undefined),
  }),
  title: text,
  notes: text,
  folder: text,
  tags: kind<string[], string[]>({ blank: [], read: shown => [...shown].sort(), write: tags => [...tags].sort() }),
  external_id: text,
  utm_source: text,
  utm_medium: text,
  utm_campaign: text,
  utm_term: text,
  utm_content: text,
  is_active: flag(true),
  starts_at: time,
  expires_at: time,
  fallback_url: address,
  max_clicks: number,
  password: kind<PasswordForm, unknown>({
    blank: { action: "keep", value: "" },
    read: () => ({ action: "keep", value: "" }),
    write: ({ action, value }) => (action === "keep" ? undefined : action === "remove" ? null : value),
  }),
  is_public: flag(true),
  is_indexable: flag(false),
  redirect_status: kind<string, number>({
    blank: "",
    read: String,
    write: chosen => (chosen === "" ? undefined : Number(chosen)),
  }),
  cache_seconds: number,
  referrer_policy: choice,
  forward_query: choice,
  forward_path: choice,
  placeholders: behaviour,
  cloak: behaviour,
  ios_url: address,
  ios_fallback_url: address,
  android_url: address,
  android_fallback_url: address,
  card: kind<CardForm | null, LinkCard | null>({
    blank: null,
    read: shown => shown && toCardForm(shown),
    write: card => card && writeCard(card),
  }),
  split: kind<SplitForm | null, LinkSplit | null>({
    blank: null,
    read: shown => shown && toSplitForm(shown),
    write: split => split && writeSplit(split),
  }),
  rules: kind<RuleForm[], readonly ShownRule[] | null>({
    blank: [],
    read: shown => (shown ?? []).map(toRuleForm),
    write: rules => (rules.length > 0 ? rules.map(writeRule) : null),
  }),
};

const names = Object.keys(formFields) as FormField[];

/** The form of a new link. */
export const blankForm = fill(name => formFields[name].blank);

export function toForm(link: Link): LinkForm {
  return fill(name => formFields[name].read(link[name as keyof Link] as never, link));
}

export type NewLinkBody = z.input<typeof CreateLink>;
export type ChangesBody = z.input<typeof UpdateLink>;

/** The request for a new link: what differs from a plain one, so that defaults of the domain apply. */
export function toNewLink(form: LinkForm): NewLinkBody {
  return { ...toChanges(form, blankForm) } as NewLinkBody;
}

/** The request for a change: the fields that differ from the form of the link as it was read. */
export function toChanges(form: LinkForm, before: LinkForm): ChangesBody {
  const changed = changedFields(form, before).map(name => [name, writeField(form, name)]);
  return Object.fromEntries(changed.filter(([, value]) => value !== undefined));
}

export function changedFields(form: LinkForm, before: LinkForm): FormField[] {
  return names.filter(name => JSON.stringify(writeField(form, name)) !== JSON.stringify(writeField(before, name)));
}

/** The value of one field in a request. */
export function writeField<F extends FormField>(form: LinkForm, name: F): unknown {
  return formFields[name].write(form[name]);
}

/** The status of most links, which the server fills in. */
const usualStatus = "302";

/** Whether a section with these fields has anything to show. */
export function isUsed(form: LinkForm, fields: readonly FormField[]): boolean {
  const plain = { ...blankForm, ...(form.redirect_status === usualStatus && { redirect_status: usualStatus }) };
  return changedFields(form, plain).some(name => fields.includes(name));
}

function toCardForm({ title, description, image_url, image_width, image_height }: LinkCard): CardForm {
  return {
    title,
    description: description ?? "",
    image_url: image_url ?? "",
    image_width: image_width ?? null,
    image_height: image_height ?? null,
  };
}

function writeCard({ title, description, image_url, image_width, image_height }: CardForm) {
  const picture = image_url.trim() ? toWebAddress(image_url) : null;
  return {
    title: title.trim(),
    ...(description.trim() && { description: description.trim() }),
    ...(picture && { image_url: picture }),
    ...(picture && image_width && { image_width }),
    ...(picture && image_height && { image_height }),
  };
}

function fill(toValue: (name: FormField) => unknown): LinkForm {
  return Object.fromEntries(names.map(name => [name, toValue(name)])) as unknown as LinkForm;
}
