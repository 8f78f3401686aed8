import { readdir, rm, writeFile } from "node:fs/promises";
import { runCommand } from "@shunt/dev";
import { waitFor } from "@shunt/testing";
import { expect, onTestFinished, test, vi } from "vitest";
import { expectExact, readLedger } from "../harness/ledger.ts";
import { makeLinks } from "../harness/make-links.ts";
import { startShunt } from "../harness/start-shunt.ts";
import { Visitors } from "../harness/visitors.ts";

/** Enough visits for clicks to be in every place that they pass through. */
const aWhile = 400;
vi.setConfig({ testTimeout: 90_000 });

/** In a mount namespace of its own, with a disk of 256 kB where the spool is. */
const onSmallDisk = (spoolDir: string) => [
  ...["unshare", "--user", "--map-root-user", "--mount", "sh", "-c"],
  ...['mkdir -p "$0" && mount -t tmpfs -o size=256k tmpfs "$0" && exec "$@"', spoolDir],
];

const onePixel = Buffer.from("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7", "base64");

/** No file larger than 1 kB: what is more is refused as it is by a full disk. */
const withSmallFiles = () => ["sh", "-c", 'trap "" XFSZ; ulimit -f 2; exec "$@"', "sh"];

const canMount = await runCommand("unshare", [
  "--user",
  "--map-root-user",
  "--mount",
  "mount",
  "-t",
  "tmpfs",
  "tmpfs",
  "/mnt",
]).then(
  () => true,
  () => false,
);

test.runIf(canMount)("the spool's disk fills up under load, and has room again: nothing is lost", async () => {
  const shunt = await startShunt({ toPrefix: onSmallDisk });
  onTestFinished(() => shunt.stop());
  const spool = `/proc/${shunt.redirect.pid}/root${shunt.redirect.spoolDir}`;
  const ballast = `${spool}/ballast`;
  const failures = () => shunt.redirect.metric("shunt_spool_write_failures_total");
  const visitors = new Visitors({ links: await makeLinks(await shunt.signUp()), pods: shunt.pods });
  await visitors.go(aWhile);

  await writeFile(ballast, Buffer.alloc(1_000_000)).catch(() => {});
  // The first refusal meets a segment that is half written, the next ones segments of which nothing is.
  await waitFor(async () => (await failures()) > 2, { what: "the disk to refuse clicks" });
  await visitors.go(aWhile);
  await writeFile(ballast, "");
  const before = await failures();
  await visitors.go(1_000);

  expectExact(await readLedger(shunt, await visitors.stop()));
  expect(await failures()).toBe(before);
  expect((await readdir(spool, { recursive: true })).filter(name => name.endsWith(".clicks"))).toEqual([]);
  expect(await shunt.redirect.metric("shunt_clicks_dropped_total")).toBe(0);
});

test.runIf(canMount)("a picture that the disk does not take is refused, and taken once there is room", async () => {
  const shunt = await startShunt({ toManagementPrefix: onSmallDisk });
  onTestFinished(() => shunt.stop());
  const { MEDIA_DIR } = shunt.env;
  const disk = `/proc/${shunt.management.pid}/root${MEDIA_DIR}`;
  const { headers } = await shunt.signUp();
  const upload = async () => {
    const answer = await fetch(`${shunt.env.APP_URL}/api/v1/media`, {
      method: "POST",
      headers: { ...headers, "content-type": "image/gif" },
      body: onePixel,
    });
    return { status: answer.status, body: JSON.parse(await answer.text()) };
  };
  await writeFile(`${disk}/ballast`, Buffer.alloc(1_000_000)).catch(() => {});

  const refused = await upload();
  const countPictures = () => shunt.db.selectFrom("social.media").select("id").execute();
  expect([refused.status, refused.body.code, await countPictures()]).toEqual([503, "unavailable", []]);
  await rm(`${disk}/ballast`);
  const taken = await upload();

  expect([taken.status, await countPictures()]).toEqual([201, [{ id: taken.body.media_id }]]);
  expect((await fetch(taken.body.url)).status).toBe(200);
});

test("a disk that takes only a part of each segment loses nothing", async () => {
  const shunt = await startShunt({ toPrefix: withSmallFiles });
  onTestFinished(() => shunt.stop());
  const visitors = new Visitors({
    links: await makeLinks(await shunt.signUp()),
    pods: shunt.pods,
    count: 16,
    pauseMs: 1,
  });
  await visitors.go(3_000);

  expectExact(await readLedger(shunt, await visitors.stop()));
  expect(await shunt.redirect.metric("shunt_spool_write_failures_total")).toBeGreaterThan(0);
});
