import { expect, test } from "vitest";
import { parseFile } from "./parse-file.ts";
import type { ImportRow } from "./to-import-row.ts";

const parse = (csv: string, unknown_columns: "refuse" | "skip" = "refuse", date_order?: "day_first" | "month_first") =>
  parseFile({ bytes: Buffer.from(csv), charset: undefined }, { unknown_columns, date_order });
const read = async (csv: string) => {
  const { rows, skippedColumns } = await parse(csv);
  const { fields, formerHost } = (rows[0] as { row: unknown }).row as ImportRow;
  return { fields, formerHost, skipped: skippedColumns.length };
};

const original_url = "https://example.org/x";
const short_code = "r2tx9";
const title = "A title";

test.each([
  ["go.foo.example", "go.foo.example"],
  ["GO.foo.example.", "go.foo.example"],
  ["https://go.foo.example", "go.foo.example"],
  ["HTTP://go.foo.example/", "go.foo.example"],
  ["go.foo.example:443", "go.foo.example"],
  ["go.foo.example:8080/", "go.foo.example"],
  ["Bücher.example", "xn--bcher-kva.example"],
  ["b\u00fccher\u3002example", "xn--bcher-kva.example"],
  ["not a host", "not a host"],
  ["go.foo.example/a", "go.foo.example/a"],
])("parseFile reads the domain %j as %j", async (cell, host) => {
  const csv = (header: string) => `${header}\nhttps://example.org/x,${cell},r2tx9`;

  expect(await read(csv("Long URL,Domain,Short code"))).toMatchObject({ formerHost: host });
  expect(await read(csv("Long URL,Domain name,Code"))).toMatchObject({ formerHost: host });
  expect(await read(csv("Long URL,Domain,Code"))).toMatchObject({ fields: { domain: host } });
});

test.each([
  [
    "Shlink (web client)",
    `"createdAt","domain","shortCode","shortUrl","longUrl","title","tags","visits"
"2024-08-15T15:03:56-04:00","","r2tx9","https://go.example.com/r2tx9","https://example.org/x","A title","a|b",61`,
    {
      fields: {
        original_url,
        short_code,
        title,
        tags: ["a", "b"],
        created_at: "2024-08-15T15:03:56-04:00",
        former_clicks: 61,
      },
      formerHost: "go.example.com",
      skipped: 0,
    },
  ],
  [
    "Shlink (importer)",
    "Long URL,Tags,Domain,Short code,Title\nhttps://example.org/x,a|b,,r2tx9,A title",
    { fields: { original_url, short_code, title, tags: ["a", "b"] }, formerHost: undefined, skipped: 0 },
  ],
  [
    "Bitly",
    'Bitlink,Long URL,Title,Tags,Created,Total Clicks,Campaign/Group\nbit.ly/r2tx9,https://example.org/x,A title,"a, b",2024-08-15,5,g',
    {
      fields: { original_url, short_code, title, tags: ["a", "b"], created_at: "2024-08-15", former_clicks: 5 },
      formerHost: "bit.ly",
      skipped: 1,
    },
  ],
  [
    "Bitly (custom back-half)",
    'created_at,id,link,custom_bitlinks,title,archived,created_by,client_id,tags,long_url\n2024-08-15T10:00:00+0000,bit.ly/3abcd,https://bit.ly/3abcd,"[""https://bit.ly/r2tx9""]",A title,true,ann,c,"[""a""]",https://example.org/x',
    {
      fields: {
        original_url,
        short_code,
        title,
        tags: ["a"],
        is_archived: true,
        created_at: "2024-08-15T10:00:00+0000",
      },
      formerHost: "bit.ly",
      skipped: 3,
    },
  ],
  [
    "Dub",
    'Short link,Destination URL,Clicks,Leads,Conversions,Revenue,Created at,Link ID,Updated at,Tags,Archived\nhttps://dub.sh/r2tx9,https://example.org/x,"1,284",0,0,0,"Aug 15, 2024",link_1,2024,"a, b",No',
    {
      fields: {
        original_url,
        short_code,
        tags: ["a", "b"],
        is_archived: false,
        created_at: "2024-08-15",
        former_clicks: 1284,
      },
      formerHost: "dub.sh",
      skipped: 5,
    },
  ],
  [
    "Dub (importer)",
    "link,url,title,description,tags,createdAt\ndub.sh/r2tx9,https://example.org/x,A title,Words,a,2024-08-15",
    {
      fields: { original_url, short_code, title, notes: "Words", tags: ["a"], created_at: "2024-08-15" },
      formerHost: "dub.sh",
      skipped: 0,
    },
  ],
  [
    "Rebrandly",
    'id,title,slashtag,destination,createdAt,updatedAt,status,tags,clicks,lastClickAt,lastClickDate,isPublic,shortUrl,domainId,domainName,https,favourite,forwardParameters\nx,A title,r2tx9,https://example.org/x,,,active,"[{""id"":""1"",""name"":""a""}]",1,,,false,rebrand.ly/r2tx9,d,rebrand.ly,true,false,false',
    {
      fields: { original_url, short_code, title, tags: ["a"], is_public: false, former_clicks: 1 },
      formerHost: "rebrand.ly",
      skipped: 9,
    },
  ],
  [
    "Short.io",
    "id,idString,originalURL,path,shortURL,secureShortURL,title,tags,createdAt,expiresAt,expiredURL,ttl,password,hasPassword,clicksLimit,cloaking,androidURL,iphoneURL,splitURL,splitPercent,redirectType,skipQS,archived,utmSource,FolderId,DomainId,OwnerId,source" +
      "\n1,x,https://example.org/x,r2tx9,http://go.example.com/r2tx9,https://go.example.com/r2tx9,A title,a,,2040-01-01,https://example.org/over,,,false,25,,,,,,301,false,false,,1,2,3,api",
    {
      fields: {
        original_url,
        short_code,
        title,
        tags: ["a"],
        expires_at: "2040-01-01",
        fallback_url: "https://example.org/over",
        max_clicks: 25,
        redirect_status: 301,
        is_archived: false,
      },
      formerHost: "go.example.com",
      skipped: 12,
    },
  ],
  [
    "YOURLS (plug-in)",
    "keyword,url,title,timestamp,ip,clicks\nr2tx9,https://example.org/x,A title,2024-08-15 15:03:56,203.0.113.7,5",
    {
      fields: { original_url, short_code, title, created_at: "2024-08-15T15:03:56Z", former_clicks: 5 },
      formerHost: undefined,
      skipped: 1,
    },
  ],
  [
    "YOURLS (API)",
    "shorturl,url,title,timestamp,ip,clicks\nhttps://go.example.com/r2tx9,https://example.org/x,A title,0000-00-00 00:00:00,203.0.113.7,5",
    { fields: { original_url, short_code, title, former_clicks: 5 }, formerHost: "go.example.com", skipped: 1 },
  ],
  [
    "Kutt",
    "id,address,banned,created_at,updated_at,link,password,target,description,visit_count,expire_in,domain\n1,r2tx9,false,,,https://kutt.it/r2tx9,false,https://example.org/x,Words,5,,",
    { fields: { original_url, short_code, notes: "Words", former_clicks: 5 }, formerHost: "kutt.it", skipped: 2 },
  ],
  [
    "TinyURL",
    "domain,alias,deleted,archived,tags,analytics,tiny_url,created_at,expires_at,url\ntinyurl.com,r2tx9,false,false,a,,https://tinyurl.com/r2tx9,2024-08-15,,https://example.org/x",
    {
      fields: { original_url, short_code, tags: ["a"], is_archived: false, created_at: "2024-08-15" },
      formerHost: "tinyurl.com",
      skipped: 1,
    },
  ],
  [
    "tiny.cc",
    '"url";"short_id";"note"\n"https://example.org/x";"r2tx9";"Words"',
    { fields: { original_url, short_code, notes: "Words" }, formerHost: undefined, skipped: 0 },
  ],
  [
    "tiny.cc (short URLs)",
    '"url";"short_url";"note"\n"https://example.org/x";"http://tiny.cc/r2tx9";"Words"',
    { fields: { original_url, short_code, notes: "Words" }, formerHost: "tiny.cc", skipped: 0 },
  ],
])("parseFile reads an export of %s", async (_product, csv, expected) => {
  expect(await read(csv)).toEqual(expected);
});

test.each(["", "False", "no", "0"])("parseFile accepts the password column value %j as no password", async password => {
  expect((await read(`url,password\n${original_url},${password}`)).fields).toEqual({ original_url });
});

test.each(["secret", "'=1+1", "=1+1"])("parseFile reads the password %j unchanged", async password => {
  expect((await read(`url,password,has_password\n${original_url},${password},true`)).fields).toEqual({
    original_url,
    password,
  });
});

test.each(["password\n{},true", "password\n{},********", "password,hasPassword\n{},,true", "has_password\n{},TRUE"])(
  "parseFile rejects a row with a password that is not in the file: %j",
  async csv => {
    const { rows } = await parse(`url,${csv.replace("{}", original_url)}`);

    expect(rows[0]?.row).toMatchObject({ errors: [{ pointer: "/password" }] });
  },
);

test.each(["tiny_url,deleted", "address,banned"])("parseFile rejects a link that was removed, by %s", async columns => {
  const { rows } = await parse(`target,${columns}\n${original_url},r2tx9,true\n${original_url},r2tx8,false`);

  expect(rows.map(({ row }) => ("fields" in row ? "read" : row.errors?.[0]?.pointer))).toEqual(["/is_removed", "read"]);
});

test("parseFile takes the alias from the short URL, and rejects an invalid short URL", async () => {
  expect((await read("url,link\nhttps://example.org/x,https://go.example.com/")).fields).toEqual({ original_url });
  expect((await read("url,link\nhttps://example.org/x,https://go.example.com/a/b")).fields).toEqual({
    original_url,
    short_code: "a/b",
  });
  const { rows } = await parse("url,link\nhttps://example.org/x,go.example.com");
  expect(rows[0]?.row).toMatchObject({ errors: [{ pointer: "/short_url" }] });
});

test.each(["r2tx9", "/r2tx9", "r2tx9/"])("parseFile takes the short link %j for a code", async cell => {
  expect((await read(`url,short link\nhttps://example.org/x,${cell}`)).fields).toEqual({ original_url, short_code });
});

test("parseFile reads a spreadsheet with common names", async () => {
  expect(
    await read(`Short Link,Target URL,Name,Labels,Expires\nr2tx9,${original_url},A title,"a, b",2027-01-31`),
  ).toEqual({
    fields: { original_url, short_code, title, tags: ["a", "b"], expires_at: "2027-01-31" },
    formerHost: undefined,
    skipped: 0,
  });
});

test.each(["a, b", "a;b", " a | b ", '"[""a"",""b""]"'])("parseFile reads the tags %j", async cell => {
  const text = cell.startsWith('"') ? cell : `"${cell}"`;

  expect((await read(`url,tags\n${original_url},${text}`)).fields.tags).toEqual(["a", "b"]);
});

test.each([
  ["31.01.2027", "2027-01-31"],
  ["1.2.2027", "2027-02-01"],
  ["31.01.2027 9:05", "2027-01-31T09:05:00Z"],
  ["31.01.2027 19:05:30", "2027-01-31T19:05:30Z"],
  ["1801382400", "2027-01-31T08:00:00.000Z"],
])("parseFile reads the time %j as %j", async (cell, expires_at) => {
  expect((await read(`url,expire_in\n${original_url},${cell}`)).fields).toEqual({ original_url, expires_at });
});

test("parseFile reads dates with slashes in the order that one of them shows, or the given one", async () => {
  const csv = (...dates: string[]) => `url,created_at\n${dates.map(date => `${original_url},${date}`).join("\n")}`;
  const timesOf = async (file: string, date_order?: "day_first" | "month_first") =>
    (await parse(file, "refuse", date_order)).rows.map(({ row }) =>
      "fields" in row ? row.fields.created_at : row.errors?.[0]?.pointer,
    );

  expect(await timesOf(csv("03/04/2024", "08/15/2024 9:00"))).toEqual(["2024-03-04", "2024-08-15T09:00:00Z"]);
  expect(await timesOf(csv("03/04/2024", "2024-04-03"))).toEqual(["/created_at", "2024-04-03"]);
  expect(await timesOf(csv("03/04/2024"), "day_first")).toEqual(["2024-04-03"]);
});

test.each([
  ["visits", "1284", 1284],
  ["clicks", "1.284.000", 1284000],
  ["hits", '"1,284"', 1284],
  ["visitsSummary", '"{""total"":12,""nonBots"":9,""bots"":3}"', 12],
  ["clicks", "many", "many"],
  ["clicks", "1.5", "1.5"],
])("parseFile reads the column %s with %s as %j former clicks", async (column, cell, former_clicks) => {
  expect((await read(`url,${column}\n${original_url},${cell}`)).fields).toEqual({ original_url, former_clicks });
});

test.each([
  ["true", "visitor_wins"],
  ["false", "off"],
  ["link_wins", "link_wins"],
])("parseFile reads that Shlink forwards queries: %s as %s", async (cell, forward_query) => {
  expect((await read(`longUrl,shortCode,forwardQuery\n${original_url},r2tx9,${cell}`)).fields).toMatchObject({
    forward_query,
  });
});

test("parseFile adds the clicks in an export of this product to those before it", async () => {
  expect((await read(`original_url,click_count,former_clicks\n${original_url},5,1284`)).fields).toEqual({
    original_url,
    former_clicks: 1289,
  });
});

test("parseFile takes the first of several counts and dates", async () => {
  expect(
    await read(`url,Total Clicks,Engagements,Created,Created at\n${original_url},5,9,2024-08-15,2024-08-16`),
  ).toMatchObject({ fields: { original_url, former_clicks: 5, created_at: "2024-08-15" }, skipped: 2 });
});

test("parseFile ignores the code of the short URL if the file has a column of codes", async () => {
  const { fields, formerHost } = await read(
    "url,short_code,short_url\nhttps://example.org/x,,https://go.example.com/r2tx9",
  );

  expect([fields, formerHost]).toEqual([{ original_url }, "go.example.com"]);
});

test("parseFile names all unknown columns, or skips them with unknown_columns=skip", async () => {
  const csv = "url,colour,title,Größe,colour,,\nhttps://example.org/x,red,A title,L,blue,,";

  await expect(parse(csv)).rejects.toMatchObject({
    errors: [{ detail: expect.stringContaining("colour, Größe, colour") }],
  });
  expect(await parse(csv, "skip")).toMatchObject({
    skippedColumns: ["colour", "Größe", "colour"],
    rows: [{ line: 2, row: { fields: { original_url, title } } }],
  });
});

test.each([
  ["url,long_url\na,b", /more than one column for original_url: url, long_url/],
  ["url,title,Title\na,b,c", /more than one column for title: title, Title/],
  ["title\na", /must have a column original_url/],
  ["", /must have a header/],
])("parseFile rejects the header %j", async (csv, detail) => {
  await expect(parse(csv)).rejects.toMatchObject({ errors: [{ detail: expect.stringMatching(detail) }] });
});

test("parseFile accepts short rows and empty cells beyond the header, and rejects text there", async () => {
  const { rows } = await parse(
    "url,title,,\nhttps://example.org/1\nhttps://example.org/2,b,,,,\nhttps://example.org/3,c,,x\nhttps://example.org/4,d,,,x",
  );

  expect(rows.map(({ row }) => ("fields" in row ? row.fields.title : row.errors?.[0]?.detail))).toEqual([
    undefined,
    "b",
    "has text in column 4, which has no name in the header",
    "has text in column 5, which has no name in the header",
  ]);
});

test.each([
  ["TRUE", true],
  ["wahr", true],
  ["Faux", false],
  ["SANT", true],
  ["FALSKT", false],
  ["DOĞRU", true],
  ["YANLIŞ", false],
  ["yanlış", false],
  ["ИСТИНА", true],
  ["ЛОЖЬ", false],
  ["0", false],
  ["perhaps", "perhaps"],
])("parseFile reads the boolean %j as %j", async (cell, is_active) => {
  expect((await read(`url,is_active\n${original_url},${cell}`)).fields.is_active).toBe(is_active);
});
