import { expect, test } from "vitest";
import { findImportProduct, matchImportColumns } from "./import-columns.ts";
import { importProducts } from "./import-products.ts";

/** Headers of exports, by product. */
const headers = [
  ["Shunt", "id,original_url,short_code,domain,other_codes"],
  ["Bitly", "Bitlink,Long URL,Title,Tags,Created,Total Clicks,Campaign/Group"],
  ["Bitly", "created_at,id,link,custom_bitlinks,title,archived,long_url"],
  ["Rebrandly", "id,title,slashtag,destination,createdAt"],
  ["Short.io", "id,idString,originalURL,path,shortURL"],
  ["TinyURL", "domain,alias,deleted,archived,tags,analytics,tiny_url,created_at,expires_at,url"],
  ["Shlink", "createdAt,domain,shortCode,shortUrl,longUrl,title,tags,visits"],
  ["Shlink", "Long URL,Tags,Domain,Short code,Title"],
  ["Kutt", "id,address,banned,created_at,link,password,target"],
  ["Dub", "Short link,Destination URL,Clicks,Leads"],
  ["Dub", "link,url,title,description,tags,createdAt"],
  ["Dub", "id,domain,key,url,archived,shortLink,createdAt"],
  ["YOURLS", "keyword,url,title,timestamp,ip,clicks"],
  ["YOURLS", "shorturl,url,title,timestamp,ip,clicks"],
  ["tiny.cc", "url,short_id,note"],
  ["tiny.cc", "url,short_url,note"],
  ["Sink", "id,url,slug,comment"],
  [undefined, "address,name"],
] as const;

test.each(headers)("findImportProduct finds %s in %s", (product, header) => {
  expect(findImportProduct(header.split(","))).toBe(product);
});

test("the headers of this test have one of each product", () => {
  expect(new Set(headers.flatMap(([product]) => product ?? []))).toEqual(
    new Set(importProducts.map(({ name }) => name)),
  );
});

test("no name of a column means two fields", () => {
  const meanings = importProducts.flatMap(({ columns }) =>
    Object.entries(columns).flatMap(([field, names]) => names.split(" ").map(name => [name, field] as const)),
  );

  expect(meanings.filter(([name, field]) => matchImportColumns([name])[0] !== field)).toEqual([]);
});

test("matchImportColumns takes the domain of another product as the former one, unless a column says more", () => {
  expect(matchImportColumns(["slashtag", "destination", "domain"])[2]).toBe("former_domain");
  expect(matchImportColumns(["slashtag", "destination", "domain", "domainName"]).slice(2)).toEqual([
    undefined,
    "former_domain",
  ]);
  expect(matchImportColumns(["short_code", "original_url", "domain", "other_codes"])[2]).toBe("domain");
  expect(matchImportColumns(["code", "url", "domain"])[2]).toBe("domain");
});
