import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createLockKeys, isTicketValid, signTicket, toTicketKey } from "./ticket.ts";

const now = Date.UTC(2026, 10, 20);
const subject = { linkId: "01a1fb6f-b333-7117-b1e7-8f91c9f609cf", domainId: 1 };
const keys = createLockKeys();
const key = toTicketKey(keys.publicKey) as KeyObject;
const { ticket, expiresAt } = signTicket(subject, keys, now);

test("a ticket is valid for the link and the lock that it was signed for", () => {
  expect(isTicketValid(ticket, subject, key, now)).toBe(true);
  expect(ticket).toMatch(/^[\w.-]+$/);
});

test("a ticket is valid for a minute, and ten seconds more for clocks that differ", () => {
  expect(expiresAt).toBe(now + 60_000);
  expect(isTicketValid(ticket, subject, key, now + 69_999)).toBe(true);
  expect(isTicketValid(ticket, subject, key, now + 70_000)).toBe(false);
});

test("a ticket of a clock that is ahead is valid", () => {
  expect(isTicketValid(ticket, subject, key, now - 60_000)).toBe(true);
});

test.each([
  ["another link", { ...subject, linkId: "01a1fb6f-b333-7117-b1e7-8f91c9f609d0" }],
  ["another domain", { ...subject, domainId: 2 }],
])("a ticket is not valid for %s", (_what, other) => {
  expect(isTicketValid(ticket, other, key, now)).toBe(false);
});

test("a ticket is not valid after a new password, which brings a new key", () => {
  expect(isTicketValid(ticket, subject, toTicketKey(createLockKeys().publicKey) as KeyObject, now)).toBe(false);
});

test("a ticket signed with another key is not valid", () => {
  const { privateKey } = generateKeyPairSync("ed25519");
  const [expiry = ""] = ticket.split(".");
  const message = `shunt link ticket|${subject.linkId}|${subject.domainId}|${expiresAt}`;
  const forge = (by: KeyObject) => `${expiry}.${sign(null, Buffer.from(message), by).toString("base64url")}`;

  expect(isTicketValid(forge(privateKey), subject, key, now)).toBe(false);
});

test("a ticket with a later expiry is not valid", () => {
  const [, signature] = ticket.split(".");

  expect(isTicketValid(`${(expiresAt + 1).toString(36)}.${signature}`, subject, key, now)).toBe(false);
});

test("no changed ticket and no other text is valid", () => {
  const changed = fc
    .tuple(fc.nat(ticket.length - 1), fc.constantFrom(..."aZ09-_."))
    .map(([at, character]) => ticket.slice(0, at) + character + ticket.slice(at + 1))
    // The last character has bits that base64url ignores.
    .filter(text => text.slice(0, -1) !== ticket.slice(0, -1));
  const any = fc.oneof(changed, fc.string(), fc.constantFrom("", ".", "wrong", `${ticket}x`, ` ${ticket}`));
  fc.assert(
    fc.property(any, text => {
      expect(isTicketValid(text, subject, key, now)).toBe(false);
    }),
  );
});

test.each(["", "short", "*".repeat(43)])("toTicketKey returns undefined for %j", text => {
  expect(toTicketKey(text)).toBeUndefined();
});
