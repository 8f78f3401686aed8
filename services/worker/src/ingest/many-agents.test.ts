import type { Click } from "@shunt/contracts/clicks";
import { selectClicks } from "@shunt/db";
import { aClick } from "@shunt/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { insertTestLink, startTestIngest, type TestIngest } from "../testing/test-ingest.ts";
import { toLiveClick } from "./to-live-click.ts";

let worker: TestIngest;
beforeAll(async () => {
  worker = await startTestIngest();
});
afterAll(() => worker.stop());

const agentOf = (i: number) => `Mozilla/5.0 (X11; Linux x86_64; rv:${i}.0) Gecko/20100101 Firefox/${i}.0`;

function clicksOf(
  linkId: string,
  agents: number,
  given: Partial<Click> | ((i: number) => Partial<Click>) = {},
): Click[] {
  const at = Date.now();
  return Array.from({ length: agents }, (_, i) =>
    aClick({
      linkId,
      at: at + i,
      ip: "93.184.216.34",
      userAgent: agentOf(i),
      ...(typeof given === "function" ? given(i) : given),
    }),
  );
}

async function countsOf(linkId: string) {
  const events = await worker.db
    .selectFrom(selectClicks().as("click"))
    .select(["class", "class_reason as reason"])
    .where("link_id", "=", linkId)
    .execute();
  const day = await worker.db
    .selectFrom("link_daily")
    .select(["clicks", "human_clicks as people", "unique_visitors as visitors"])
    .where("link_id", "=", linkId)
    .executeTakeFirstOrThrow();
  const suspects = events.filter(event => event.class === "suspect" && event.reason === "many agents").length;
  return { ...day, suspects };
}

test("after fifty agents of one address, new ones are suspect and known ones stay human", async () => {
  const link = await insertTestLink(worker.db);

  await worker.ingest(clicksOf(link, 60));
  await worker.startAnother()(clicksOf(link, 70));

  // The second batch has fifty known agents and twenty new ones.
  expect(await countsOf(link)).toEqual({ clicks: 130, people: 100, visitors: 50, suspects: 30 });
});

test("clicks that the redirect classified as human stay human, however many agents and clicks a network has", async () => {
  const link = await insertTestLink(worker.db);

  await worker.ingest(clicksOf(link, 60, { chosen: "class=human" }));
  await worker.ingest(clicksOf(link, 60, { chosen: "class=human", userAgent: agentOf(0) }));

  expect(await countsOf(link)).toEqual({ clicks: 120, people: 120, visitors: 60, suspects: 0 });
});

test("suspect agents do not count towards milestones", async () => {
  const link = await insertTestLink(worker.db);
  const people = Array.from({ length: 8 }, (_, i) => aClick({ linkId: link, at: Date.now(), ip: `93.184.217.${i}` }));
  const milestones = () =>
    worker.db.selectFrom("link_milestones").select("clicks").where("link_id", "=", link).orderBy("clicks").execute();

  await worker.ingest(people);
  await worker.ingest(clicksOf(link, 95));
  expect(await milestones()).toEqual([{ clicks: 10 }]);
  await worker.ingest(clicksOf(link, 50));

  expect(await milestones()).toEqual([{ clicks: 10 }, { clicks: 100 }]);
  expect(await countsOf(link)).toMatchObject({ clicks: 153, people: 108, suspects: 45 });
  const total = await worker.db.selectFrom("link_totals").select("human_clicks").where("link_id", "=", link).execute();
  expect(total).toEqual([{ human_clicks: 108 }]);
});

test("concurrent workers do not exceed the agent limit together, and duplicate batches change nothing", async () => {
  const link = await insertTestLink(worker.db);
  const clicks = clicksOf(link, 240);
  const workers = [worker.ingest, worker.startAnother(), worker.startAnother()];
  const deliver = (b: number) => workers[b % 3]?.(clicks.slice(b * 20, b * 20 + 20), `${link}-${b}`);

  await Promise.all(Array.from({ length: 12 }, (_, b) => deliver(b)));
  await Promise.all(Array.from({ length: 12 }, (_, b) => deliver(b)));

  expect(await countsOf(link)).toEqual({ clicks: 240, people: 50, visitors: 50, suspects: 190 });
});

test.each<[string, Partial<Click> | ((i: number) => Partial<Click>), number]>([
  ["addresses of one /64 share a limit", i => ({ ip: `2a00:1450:4001:830::${(i + 1).toString(16)}` }), 10],
  ["addresses of different networks do not", i => ({ ip: `93.184.${i}.34` }), 0],
  ["a private address has no limit, as it may be a proxy", { ip: "10.0.0.1" }, 0],
  ["repeated clicks of one agent count once", { userAgent: agentOf(1) }, 30],
  ["agents of visitors who opt out count too", { purpose: "opt-out" }, 10],
])("%s", async (_name, given, suspects) => {
  const link = await insertTestLink(worker.db);

  await worker.ingest(clicksOf(link, 60, given));

  const { clicks, people } = await countsOf(link);
  expect({ clicks, suspects: clicks - people }).toEqual({ clicks: 60, suspects });
});

test("each link has its own agent limit", async () => {
  const [link, other] = [await insertTestLink(worker.db), await insertTestLink(worker.db)];

  await worker.ingest([...clicksOf(link, 60), ...clicksOf(other, 40)]);

  expect(await countsOf(link)).toMatchObject({ people: 50, suspects: 10 });
  expect(await countsOf(other)).toMatchObject({ people: 40, suspects: 0 });
});

test("live clicks include suspects with their class", async () => {
  const link = await insertTestLink(worker.db);

  const { clicks } = await worker.ingest(clicksOf(link, 55));

  const live = clicks.map(toLiveClick);
  expect(live).toHaveLength(55);
  expect(live.filter(click => click.class === "suspect" && click.class_reason === "many agents")).toHaveLength(5);
});

test("addresses of one /64 with the same agent are one visitor", async () => {
  const link = await insertTestLink(worker.db);
  const addresses = [
    "2a00:1450:4001:830::1",
    "2a00:1450:4001:830:1::2",
    "2a00:1450:4001:830:a:b:c:d",
    "2a00:1450:4001:830::ff",
  ];

  await worker.ingest(addresses.map(ip => aClick({ linkId: link, at: Date.now(), ip })));
  await worker.ingest([aClick({ linkId: link, at: Date.now(), ip: "2a00:1450:4001:831::1" })]);

  expect(await countsOf(link)).toMatchObject({ clicks: 5, people: 5, visitors: 2 });
});
