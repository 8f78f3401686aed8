import { createLockKeys } from "@shunt/decision";
import { expect, test, vi } from "vitest";
import { hashPassword } from "../auth/index.ts";
import { createLockBox, type FoundLock } from "../links/index.ts";
import { unlockLink } from "./unlock-link.ts";

const secretKeys = ["5e".repeat(32)];
const { publicKey, privateKey } = createLockKeys();
const lock = {
  publicKey,
  passwordHash: await hashPassword("open", { memoryCost: 8, timeCost: 1, parallelism: 1 }),
  sealedKey: createLockBox(secretKeys).seal(privateKey),
};
const linkId = "01a1fb6f-b333-7117-b1e7-8f91c9f609cf";

/** Tries a password with a lane that counts the verifications. */
async function unlock(found: FoundLock | undefined, password: string, fails?: Error) {
  const run = vi.fn((_owner: string, _signal: unknown, work: () => Promise<boolean>) =>
    fails ? Promise.reject(fails) : work(),
  );
  const giveBack = vi.fn(async () => {});
  const context = {
    lanes: { unlocks: { run } },
    guesses: { beginUnlock: async () => ({ giveBack }) },
    config: { secretKeys },
  } as unknown as Parameters<typeof unlockLink>[0];
  const client = { network: "192.0.2.7", languages: "", signal: new AbortController().signal };
  const answer = await unlockLink(context, client, { address: { domainId: 1, code: "abc" }, found, password }).catch(
    (err: unknown) => err,
  );
  return { answer, run, giveBack };
}

test.each<[string, FoundLock | undefined]>([
  ["a locked link", { host: null, linkId, lock }],
  ["a link without a password", { host: null, linkId, lock: null }],
  ["an unknown code", { host: null, linkId: null, lock: null }],
  ["an unknown domain", undefined],
])("a wrong password of %s is verified once, counts, and gets the same answer", async (_what, found) => {
  const { answer, run, giveBack } = await unlock(found, "wrong");

  expect(answer).toMatchObject({ code: "wrong-password", message: "The password is wrong, or the link has none" });
  expect(run).toHaveBeenCalledOnce();
  expect(giveBack).not.toHaveBeenCalled();
});

test("the right password is verified once, and does not count", async () => {
  const { answer, run, giveBack } = await unlock({ host: null, linkId, lock }, "open");

  expect(answer).toMatchObject({ ticket: expect.stringMatching(/^[\w-]+\.[\w-]{86}$/) });
  expect(run).toHaveBeenCalledOnce();
  expect(giveBack).toHaveBeenCalledOnce();
});

test("a password that could not be verified does not count", async () => {
  const full = new Error("full");
  const { answer, giveBack } = await unlock({ host: null, linkId, lock }, "open", full);

  expect(answer).toBe(full);
  expect(giveBack).toHaveBeenCalledOnce();
});
