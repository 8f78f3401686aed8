import type { Client } from "@shunt/contracts/client";
import type { Link } from "@shunt/contracts/links";
import type { operations } from "@shunt/contracts/operations";
import { waitFor } from "@shunt/testing";
import { sql } from "kysely";
import type { Shunt } from "../harness/start-shunt.ts";
import { seedClicks } from "./seed-clicks.ts";

const destination = `https://shop.example.com/${"collections/autumn-and-winter/".repeat(4)}waterproof-hiking-boots?ref=newsletter&variant=39284711`;
const title = "Waterproof hiking boots for women, men and children: the autumn collection, now 30 % off until Sunday";
const tags = ["donaudampfschifffahrtsgesellschaft-newsletter", "spring campaign of the northern branch", "print"];
const folder = "Campaigns of the international marketing department 2026 / 2027";
const host = "links.of-the-international-marketing-department.example.com";
const name = "Nightly import of the product catalogue from the warehouse";
const clicks = 1_200;
/** How often each click counts in totals, so that numbers have five digits. */
const factor = 40;

/** Everything that a page shows of an account, with the long texts and large numbers that people have. */
export interface FilledAccount {
  links: readonly [Link, ...Link[]];
  /** Values of the parameters of paths. */
  host: string;
  webhookId: string;
  postId: string;
  shareToken: string;
}

/** Fills an administrator's account with long texts and large numbers. */
export async function fillAccount(shunt: Shunt, admin: Client<typeof operations>): Promise<FilledAccount> {
  const { workspaces, id: owner_id } = await admin.getMe({});
  const workspace_id = workspaces[0]?.id ?? "";
  await admin.updateMe({ body: { full_name: "Maximiliane Schwarzenberger-Hohenstein", username: "maximiliane" } });
  await admin.updateWorkspace({ params: { id: workspace_id }, body: { name: "International marketing and sales" } });
  await shunt.db.insertInto("domains").values({ host, workspace_id }).execute();
  const links = await createLinks(admin);
  await seedClicks(shunt, links, clicks);
  await multiplySums(shunt);
  for (let at = 0; at < 3; at++) await fetch(`${shunt.redirect.url}/products-of-last-year-${at}?utm_source=mail`);

  await admin.createUtmTemplate({
    body: { name: "Newsletter of the northern branch, weekly", utm_source: "newsletter", utm_campaign: name },
  });
  const { key } = await admin.createApiKey({ body: { name, scopes: ["read", "write", "analytics"] } });
  for (const path of ["urls", "tags", "urls/unknown"])
    await fetch(`${shunt.env.APP_URL}/api/v1/${path}`, { headers: { authorization: `Bearer ${key}` } });
  const webhook = await admin.createWebhook({
    body: { url: destination, events: ["link.created", "link.clicked"], description: name },
  });
  await admin.testWebhook({ params: { id: webhook.id } });
  await admin.createInvitation({
    params: { id: workspace_id },
    body: { email: "a.very.long.address.of.a.colleague@international-marketing.example.com" },
  });
  await admin.createSavedView({ body: { page: "links", name: "Links of the northern branch", search: { tag: tags } } });
  const share = await admin.createSharedView({ body: { name: title.slice(0, 100), link_id: links[0].id, days: 30 } });
  await admin.blockHost({ body: { host: `phishing.${host}`, reason: name } });
  await admin.reportLink({ body: { url: links[2]?.short_url ?? "", category: "phishing", text: title } });
  const bob = await shunt.signUp();
  await bob.client.updateMe({ body: { username: "bartholomaeus.von.grafenstein" } });
  await bob.client.sendFriendRequest({ body: { receiver_id: owner_id } });
  await shunt.db
    .insertInto("workspace_members")
    .values({ workspace_id, user_id: (await bob.client.getMe({})).id, role: "editor" })
    .execute();
  const post = await admin.createPost({ body: { content: `${title} ${destination}`, visibility: "public" } });
  await bob.client.likePost({ params: { post_id: post.post_id }, body: {} });
  await bob.client.createComment({ params: { post_id: post.post_id }, body: { comment: title } });
  await waitFor(async () => (await admin.listOrphans({ query: { days: 7 } })).items.length > 0, {
    what: "a visit of an unknown code",
  });
  return { links, host, webhookId: webhook.id, postId: post.post_id, shareToken: share.token };
}

async function createLinks(admin: Client<typeof operations>): Promise<[Link, ...Link[]]> {
  const rule = (country: string) => ({
    name: `Visitors on phones in ${country}, on weekdays`,
    conditions: [
      { fact: "country" as const, operator: "in" as const, value: [country, "AT", "CH", "LI", "LU"] },
      { fact: "device" as const, operator: "equals" as const, value: "mobile" as const },
      {
        fact: "weekday" as const,
        operator: "in" as const,
        value: ["monday" as const, "wednesday" as const],
        time_zone: "America/Argentina/Buenos_Aires",
      },
    ],
    url: `${destination}&country=${country}`,
  });
  const split = {
    variants: [
      { name: "The page with the large picture and a form", url: `${destination}&page=1`, weight: 70 },
      { name: "The page with a film", url: `${destination}&page=2`, weight: 30 },
    ],
  };
  const settings = [
    { rules: ["DE", "FR", "ES", "US", "BR", "JP"].map(rule), split },
    { password: "correct horse", max_clicks: 48_500, expires_at: "2031-01-31T09:00:00Z", fallback_url: destination },
    { domain: host, card: { title, description: title } },
    { is_active: false, notes: title },
    ...Array.from({ length: 8 }, () => ({})),
  ];
  const links: Link[] = [];
  for (const [index, fields] of settings.entries()) {
    const body = { original_url: `${destination}&row=${index}`, title: `${title} (${index})`, tags, folder };
    const short_code = `waterproof-hiking-boots-autumn-${index}`;
    links.push(await admin.createLink({ body: { ...body, short_code, ...fields } }));
  }
  return links as [Link, ...Link[]];
}

/** Makes the sums of clicks larger, without the time that as many clicks would take. */
async function multiplySums({ db }: Shunt): Promise<void> {
  const times = (column: string) => `${column} = ${column} * ${factor}`;
  const eachTimes = (column: string) =>
    `${column} = array(select n * ${factor} from unnest(${column}) with ordinality as each(n, i) order by i)`;
  const sums = ["clicks", "human_clicks"];
  const plain = { link_totals: times, link_daily: times, link_quarter_hourly: times, link_daily_dimension: times };
  const packed = { packed_dimensions: eachTimes, workspace_dimensions: eachTimes, workspace_quarters: eachTimes };
  for (const [table, toLarger] of Object.entries({ ...plain, ...packed }))
    await sql.raw(`update ${table} set ${sums.map(toLarger).join(", ")}`).execute(db);
}
