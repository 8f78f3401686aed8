import { toLook } from "@shunt/pages";
import { expect, test } from "vitest";
import { renderCardPage } from "./card-page.ts";

const look = toLook("en", null);
const shortUrl = "https://sho.rt/abc";
const picture = { image_url: "https://cdn.example/a.png", image_width: 1200, image_height: 630 };
const tagsOf = (card: Parameters<typeof renderCardPage>[1]["card"]) =>
  [...renderCardPage(look, { shortUrl, card }).markup.matchAll(/<meta (?:property|name)="([^"]+)" content="([^"]*)">/g)]
    .map(([, name, content]) => `${name}=${content}`)
    .filter(tag => !tag.startsWith("viewport"));

const always = ["og:title=Sale", `og:url=${shortUrl}`, "og:type=website", "twitter:title=Sale"];
const ofText = ["og:description=All shoes", "twitter:description=All shoes", "description=All shoes"];
const ofPicture = [`og:image=${picture.image_url}`, `twitter:image=${picture.image_url}`];
const ofSize = ["og:image:width=1200", "og:image:height=630"];
const small = "twitter:card=summary";
const large = "twitter:card=summary_large_image";

test.each([
  ["a title only", {}, [...always, small]],
  ["a text", { description: "All shoes" }, [...always, ...ofText, small]],
  ["a picture with its size", picture, [...always, ...ofPicture, ...ofSize, large]],
  ["a picture without its size", { image_url: picture.image_url }, [...always, ...ofPicture, large]],
  ["a size without a picture", { ...picture, image_url: null }, [...always, small]],
  ["everything", { description: "All shoes", ...picture }, [...always, ...ofText, ...ofPicture, ...ofSize, large]],
])("a card with %s has the tags for it", (_what, card, tags) => {
  expect(tagsOf({ title: "Sale", ...card }).sort()).toEqual(tags.toSorted());
});

test("people who open the card see its title, its text and the short URL", () => {
  const { markup } = renderCardPage(look, { shortUrl, card: { title: "Sale", description: "All shoes" } });

  expect(markup).toContain(`<h1>Sale</h1>\n<p>All shoes</p>\n<p><a href="${shortUrl}">${shortUrl}</a></p>`);
  expect(markup).toContain("<title>Sale</title>");
});

test("a link without a card of its own has one with a title in the visitor's language", () => {
  expect(tagsOf(null)).toContain("og:title=Short link");
  expect(renderCardPage(toLook("de", null), { shortUrl, card: null }).markup).toContain("<h1>Kurzlink</h1>\n<p><a ");
});
