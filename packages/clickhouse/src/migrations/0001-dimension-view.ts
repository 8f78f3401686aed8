/** As `countedValue` and `countedDetail` of Postgres, which a test compares: name, value, detail. */
const values = `[
  ('country', toString(country), ''),
  ('region', toString(region), toString(country)),
  ('city', toString(city), arrayStringConcat(arrayFilter(known -> known != '', [toString(region), toString(country)]), ', ')),
  ('browser', toString(browser), toString(browser_version)),
  ('os', toString(os), toString(os_version)),
  ('device', toString(device), ''),
  ('referrer', toString(referrer_host), ''),
  ('language', toString(language), ''),
  ('destination', substringUTF8(destination, 1, 500), ''),
  ('source', if(source = 'link', '', toString(source)), ''),
  ('class', if(class = 'human', '', toString(class)), toString(class_reason)),
  ('utm_source', toString(utm_source), ''),
  ('utm_medium', toString(utm_medium), ''),
  ('utm_campaign', toString(utm_campaign), ''),
  ('utm_term', toString(utm_term), ''),
  ('utm_content', toString(utm_content), ''),
  ('rule', toString(rule), ''),
  ('variant', toString(variant), '')
]`;

export const addDimensionView = `CREATE MATERIALIZED VIEW IF NOT EXISTS new_clicks_to_dimensions TO link_daily_dimension AS
  SELECT link_id, since, counted.1 AS dimension, toDate(clicked_at) AS day, counted.2 AS value, counted.3 AS detail,
    count() AS clicks, countIf(class = 'human') AS human_clicks
  FROM new_clicks ARRAY JOIN arrayFilter(each -> each.2 != '', ${values}) AS counted
  GROUP BY link_id, since, dimension, day, value, detail`;
