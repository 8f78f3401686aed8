import { expect, test } from "vitest";
import { detectSource } from "./detect-source.ts";

test.each([
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
  ["YOURLS", "keyword,url,title,timestamp,ip,clicks"],
  ["YOURLS", "shorturl,url,title,timestamp,ip,clicks"],
  ["tiny.cc", "url,short_id,note"],
  ["tiny.cc", "url,short_url,note"],
  ["Sink", "id,url,slug,comment"],
  [undefined, "address,name"],
])("detectSource finds %s in %s", (source, header) => {
  expect(detectSource(header.split(","))).toBe(source);
});
