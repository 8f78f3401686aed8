import { expect, test } from "vitest";
import { findRefusal } from "./find-refusal.ts";

test.each([
  [
    "locked rows",
    `update link_milestones set told_at = $1 where (link_id, clicks) in (
      select link_id, clicks from link_milestones where told_at is null limit 500 for update skip locked)`,
    /for update/,
  ],
  [
    "now() in returning",
    "update link_milestones set told_at = $1 returning reached_at > now() - interval '1 day'",
    /returning/,
  ],
  ["a join with links", "select * from click_events as e join links on links.id = e.link_id", /another table/],
  [
    "a join of quoted names",
    `select * from "links" left join "link_totals" on "link_totals"."link_id" = "links"."id"`,
    /another table/,
  ],
  [
    "a count of each link",
    "select id, (select human_clicks from link_totals where link_id = links.id) from links where id = any($1)",
    /refers to another table/,
  ],
  [
    "a count of each link in an array",
    `select array(select human_clicks from generate_series($1, $2, '1 day') as d (day)
      left join link_daily on link_id = links.id and link_daily.day = d.day) from links`,
    /refers to another table/,
  ],
  [
    "a destination of each click, next to its code",
    `select code, (select url from link_destinations as long where long.link_id = e.link_id)
      from (select * from click_events where link_id = $1) as e join link_codes on link_codes.link_id = e.link_id`,
    /joins another table/,
  ],
  [
    "rows of each given pair",
    `select value from unnest($1::uuid[]) as wanted (link_id) cross join lateral (
      select value from link_daily_dimension as daily where daily.link_id = wanted.link_id offset 0) as named`,
    /lateral/,
  ],
  [
    "a count of each new row",
    `with fresh as (insert into daily_visitors (link_id) select $1 returning link_id)
      select (select count(*) from (select from daily_visitors as known where known.link_id = fresh.link_id limit 5) as k) from fresh`,
    /common table/,
  ],
  ["a slice of an array", "update link_daily set named_values = named_values[1:16] where link_id = $1", /slice/],
  [
    "an array from text",
    "update link_daily set named_values = g.counts::smallint[] from unnest($1, $2) as g (link_id, counts) where link_daily.link_id = g.link_id",
    /casts/,
  ],
  [
    "a link of each click",
    "select * from click_events as e where exists (select 1 from links where links.id = e.link_id)",
    /refers to a table by link/,
  ],
  [
    "the latest of each link",
    `select e.* from unnest($1::uuid[]) as part (id) cross join lateral (
      select * from (select * from click_events as e where e.link_id = part.id) as e order by clicked_at limit 5) as e`,
    /lateral/,
  ],
  ["an empty select", "select exists (select from click_events where clicked_at > $1)", /select 1/],
  [
    "values by a stable function",
    "select * from click_events as e, lateral (values ('region', concat_ws(', ', e.region, e.country))) as known (name, value)",
    /immutable/,
  ],
])("findRefusal names %s", (_name, statement, reason) => {
  expect(findRefusal(statement)).toMatch(reason);
});

test.each([
  ["another table", "select * from links join link_codes on link_id = links.id where code = 'click_events' for update"],
  ["tables by link together", "select * from link_daily join link_quarter_hourly using (link_id) where link_id = $1"],
  [
    "a subselect with its own condition",
    "select * from links left join (select link_id, human_clicks from link_totals where link_id = any($1)) as t on t.link_id = links.id",
  ],
  [
    "links in a subselect",
    "select * from click_events as e join (select id from links where workspace_id = $1) as known on known.id = e.link_id",
  ],
  ["ids from links", "select * from link_daily where link_id in (select id from links where workspace_id = $1)"],
  [
    "a column of the same link",
    "select *, (select url from link_destinations as d where d.link_id = e.link_id) from click_events as e",
  ],
  [
    "a destination of each click below its code",
    `select code from (select (select url from link_destinations as long where long.link_id = e.link_id)
      from (select * from click_events as e where e.link_id = $1) as e limit 5) as e join link_codes on link_codes.link_id = e.link_id`,
  ],
  [
    "common tables",
    `with added as materialized (select * from unnest($1::uuid[]) as a (link_id)), summed as (
      insert into link_totals as total (link_id) select link_id from added on conflict (link_id) do update set clicks = 1 returning link_id
    ) select * from summed join added using (link_id)`,
  ],
  [
    "a comparison with given rows",
    "update link_daily set clicks = g.clicks from unnest($1, $2) as g (link_id, clicks) where link_daily.link_id = g.link_id and link_daily.clicks is distinct from g.clicks",
  ],
])("findRefusal accepts %s", (_name, statement) => {
  expect(findRefusal(statement)).toBeUndefined();
});
