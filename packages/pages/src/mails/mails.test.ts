import { expect, test } from "vitest";
import { type MailText, toMailTexts } from "./index.ts";

const appUrl = "https://app.example.com";
const page = `${appUrl}/page?token=x`;
const url = "https://hooks.example.com/a";
const link = { shortUrl: "https://sho.rt/a", targetUrl: "https://example.com/harm", reason: "Phishing" };
const changes = [
  "password-changed",
  "password-reset",
  "totp-enabled",
  "totp-disabled",
  "recovery-code-used",
  "recovery-codes-replaced",
] as const;
const invited = { appUrl, page, invitedBy: "Ann Lee", workspace: "Marketing" };

/** Each mail with what it must contain. */
function write(language: string): [MailText, string[]][] {
  const texts = toMailTexts(language);
  const restricted = [
    { ...link, kind: "blocked" as const },
    { ...link, kind: "unsafe" as const, reason: null },
  ];
  return [
    [texts.verifyEmail({ appUrl, page, hours: 24 }), [appUrl, page, "24"]],
    [texts.knownAddress({ appUrl }), [appUrl]],
    [texts.resetPassword({ appUrl, page }), [appUrl, page]],
    [texts.confirmNewEmail({ appUrl, page }), [appUrl, page]],
    [texts.emailChanges({ appUrl }), [appUrl]],
    [texts.emailChanged({ appUrl }), [appUrl]],
    ...changes.map((change): [MailText, string[]] => [
      texts.signInChanged({ appUrl, email: "ann@example.com", change }),
      [appUrl, "ann@example.com"],
    ]),
    ...(["owner", "admin", "editor", "viewer"] as const).map((role): [MailText, string[]] => [
      texts.invitation({ ...invited, role }),
      [appUrl, page, "Ann Lee", "Marketing"],
    ]),
    [texts.webhookDisabled({ appUrl, page, url, reason: "It is gone" }), [page, url, "It is gone"]],
    ...(["verified elsewhere", "removed by an administrator"] as const).map((cause): [MailText, string[]] => [
      texts.domainReleased({ appUrl, host: "go.example.com", links: 12, cause }),
      [appUrl, "go.example.com", "12"],
    ]),
    [texts.unnamedLinksRestricted({ appUrl }), [appUrl]],
    [
      texts.linksRestricted({ appUrl, count: 60, named: restricted }),
      [appUrl, link.shortUrl, link.targetUrl, "Phishing", "58"],
    ],
    ...restricted.map((each): [MailText, string[]] => [
      texts.linksRestricted({ appUrl, count: 1, named: [each] }),
      [appUrl, link.targetUrl],
    ]),
  ];
}

test.each(["en", "de", "fr", "es"])("in %s, every mail says what it is about, and none is like another", language => {
  const mails = write(language);

  for (const [{ subject, text }, parts] of mails) {
    expect(subject).toMatch(/^\S.{5,}\S$/);
    expect(text).toMatch(/^[^\n][\s\S]*[^\n]\n$/);
    for (const part of parts) expect(text).toContain(part);
    expect(`${subject}${text}`).not.toMatch(/undefined|null|NaN|\[object/);
  }
  expect(new Set(mails.map(([{ text }]) => text)).size).toBe(mails.length);
});

test.each(["en", "de", "fr", "es"])(
  "in %s, paragraphs are single lines, which mail programs break to fit the screen",
  language => {
    for (const [{ text }] of write(language)) expect(text).not.toMatch(/\S\n\S/);
  },
);

test.each(["en", "de", "fr", "es"])("in %s, domainReleased promises no links of a domain that had none", language => {
  const { domainReleased } = toMailTexts(language);
  const released = { appUrl, host: "go.example.com", cause: "verified elsewhere" as const };
  const paragraphsOf = (links: number) => domainReleased({ ...released, links }).text.split("\n\n");

  expect(domainReleased({ ...released, links: 0 }).text).not.toContain("0");
  expect(paragraphsOf(0).at(-1)?.length).toBeLessThan(paragraphsOf(1).at(-1)?.length ?? 0);
});

test("each language has mails of its own", () => {
  const texts = ["en", "de", "fr", "es"].map(language => write(language).map(([{ subject, text }]) => subject + text));

  for (const [i] of texts[0]?.entries() ?? []) expect(new Set(texts.map(each => each[i])).size).toBe(4);
});

test.each([
  ["the chosen language", "fr", "de", "Confirmez votre adresse e-mail"],
  ["that of the browser without one", null, "de-AT,de;q=0.9,en;q=0.5", "Bestätigen Sie Ihre E-Mail-Adresse"],
  ["English if neither is known", null, "", "Confirm your e-mail address"],
  ["that of the browser if a later version stored one", "it", "es", "Confirma tu dirección de correo"],
])("mails are in %s", (_what, chosen, accepted, subject) => {
  expect(toMailTexts(chosen, accepted).verifyEmail({ appUrl, page, hours: 24 }).subject).toBe(subject);
});
