import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasChromium } from "../harness/chromium.ts";
import type { Owner } from "../harness/owner.ts";
import { type Dashboard, expectAccessible, openDashboard, phone } from "./open-dashboard.ts";

/** Clicks of other agents than browsers count as those of bots. */
const asPerson = {
  headers: { "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0" },
};

describe.runIf(hasChromium)("in Chromium", () => {
  let dashboard: Dashboard;
  beforeAll(async () => {
    dashboard = await openDashboard();
  });
  afterAll(async () => {
    expect(dashboard.complaints).toEqual([]);
    await dashboard.stop();
  });

  interface Member extends Owner {
    id: string;
    username: string;
  }

  async function makeMember(name: string): Promise<Member> {
    const owner = await dashboard.shunt.signUp();
    const username = `${name} ${randomUUID().slice(0, 8)}`;
    const { user_id: id } = await owner.client.updateProfile({ body: { username } });
    return { ...owner, id, username };
  }
  async function befriend(one: Member, other: Member): Promise<void> {
    await one.client.sendFriendRequest({ body: { receiver_id: other.id } });
    await other.client.sendFriendRequest({ body: { receiver_id: one.id } });
  }
  const toPost = (page: Page, author: Member) => page.getByRole("article", { name: `Post by ${author.username}` });
  const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

  test("a refused friend request can be sent again as it is", async () => {
    const [ann, bob] = [await makeMember("Ann"), await makeMember("Bob")];
    const later = `Later ${randomUUID().slice(0, 8)}`;
    const page = await dashboard.visitAs(ann, `/people?${new URLSearchParams({ add: later })}`);
    await press(page, "Send request");
    await page.getByText("No account has this username.").waitFor();
    await bob.client.updateProfile({ body: { username: later } });
    // Faster, it would be the second press of a double click.
    await sleep(600);
    await press(page, "Send request");

    await expect.poll(async () => (await bob.client.listFriendRequests({})).items.length).toBe(1);
  });

  test("two people become friends, and follow each other's posts, likes, comments and clicks live", async () => {
    const [ann, bob] = [await makeMember("Ann"), await makeMember("Bob")];
    const annsPage = await dashboard.visitAs(ann, `/people?${new URLSearchParams({ add: bob.username })}`);
    await bob.client.createPost({ body: { content: "My first post" } });
    const bobsPage = await dashboard.visitAs(bob, "/feed", { viewport: phone });
    await toPost(bobsPage, bob).waitFor();

    await press(annsPage, "Send request");
    await bobsPage.getByRole("link", { name: "Notifications, 1 unread" }).click();
    await bobsPage.getByRole("link", { name: `${ann.username} sent you a friend request` }).click();
    await press(bobsPage, "Accept");
    await bobsPage.getByText("None of your requests waits").waitFor();
    await annsPage.getByRole("list", { name: "Friends" }).getByText(bob.username).waitFor();

    await bobsPage.getByRole("button", { name: "Menu" }).click();
    await bobsPage.getByRole("dialog").getByRole("link", { name: "Feed" }).click();
    await annsPage.goto(`${dashboard.origin}/feed`);
    await annsPage.getByLabel("New post").last().fill(`Read https://example.com/clicks, @${bob.username}!`);
    await annsPage.getByText("The address becomes a short link.").waitFor();
    await press(annsPage, "Post");
    await annsPage.getByText("Posted. Its address is a short link now.").waitFor();

    await press(bobsPage, "Show 1 new post");
    const seen = toPost(bobsPage, ann);
    const [post] = (await ann.client.readNewsFeed({})).items;
    const shortUrl = post?.links[0]?.short_url ?? "";
    expect(await seen.getByRole("link", { name: shortUrl.replace("http://", "") }).getAttribute("href")).toBe(shortUrl);
    await seen.getByRole("button", { name: "Like" }).click();
    await seen.getByRole("button", { name: "Comment" }).click();
    await seen.getByRole("textbox", { name: "Comment" }).fill("Good to know");
    await seen.getByRole("button", { name: "Send" }).click();
    await dashboard.shunt.click(post?.links[0]?.short_code ?? "", asPerson);

    await annsPage.getByRole("link", { name: /^Notifications, \d unread/ }).waitFor();
    const own = toPost(annsPage, ann);
    await own.getByRole("button", { name: "Like, 1 like" }).waitFor();
    await own.getByRole("button", { name: "1 comment" }).click();
    await own.getByText("Good to know").waitFor();
    await own.getByRole("link", { name: "1 click", exact: true }).waitFor();
    expect(await seen.getByRole("link", { name: "1 click", exact: true }).count()).toBe(0);

    await annsPage.getByRole("link", { name: /^Notifications/ }).click();
    await annsPage.getByRole("link", { name: `${bob.username} commented on your post` }).click();
    await annsPage.waitForURL(`**/feed/${post?.post_id}`);
    for (const page of [annsPage, bobsPage]) await expectAccessible(page);
  });

  test("a picture is posted with what it shows, and a post deleted by mistake comes back", async () => {
    const ann = await makeMember("Ann");
    const page = await dashboard.visitAs(ann, "/feed");
    const buffer = await page.screenshot();

    const chooser = page.waitForEvent("filechooser");
    await press(page, "Add picture");
    await (await chooser).setFiles({ name: "page.png", mimeType: "image/png", buffer });
    await page.getByLabel("Description of the picture").fill("A page of Shunt");
    await page.getByLabel("New post").last().fill("Look");
    await press(page, "Post");
    const post = toPost(page, ann);
    await post.getByRole("img", { name: "A page of Shunt" }).waitFor();

    const remove = async () => {
      await post.getByRole("button", { name: /^Actions for/ }).click();
      await page.getByRole("menuitem", { name: "Delete post" }).click();
      await post.waitFor({ state: "detached" });
    };
    await remove();
    await press(page, "Undo");
    await post.waitFor();
    await remove();
    // Leaving the page ends the time to undo.
    await page.goto(`${dashboard.origin}/people`);
    await page.getByRole("heading", { level: 1, name: "Friends" }).waitFor();
    await expect.poll(async () => (await ann.client.readNewsFeed({})).items).toEqual([]);
  });

  test("people change their names, and end friendships, withdraw requests, block and unblock", async () => {
    const [ann, bob, cleo] = [await makeMember("Ann"), await makeMember("Bob"), await makeMember("Cleo")];
    await befriend(ann, bob);
    const page = await dashboard.visitAs(ann, "/people", { viewport: phone });

    await press(page, "Change username");
    const name = page.getByRole("textbox", { name: "Username" });
    await name.first().fill(bob.username);
    await press(page, "Save");
    await page.getByText("Someone else has this username").waitFor();
    await page
      .getByLabel("Username")
      .first()
      .fill(`Anna ${ann.username.slice(4)}`);
    await press(page, "Save");
    await page.getByText(`Your username is Anna ${ann.username.slice(4)} now`).waitFor();

    await name.fill("no such person");
    await press(page, "Send request");
    await page.getByText("No account has this username").waitFor();
    await name.fill(cleo.username);
    await press(page, "Send request");
    await page.getByRole("link", { name: "Requests" }).click();
    await press(page, "Withdraw");
    await page.getByText("None of your requests waits").waitFor();
    expect((await cleo.client.listFriendRequests({})).items).toEqual([]);

    await page.getByRole("navigation", { name: "Friends" }).getByRole("link", { name: "Friends" }).click();
    await press(page, `Actions for ${bob.username}`);
    await page.getByRole("menuitem", { name: "Block" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Block" }).click();
    await page.getByRole("heading", { name: "No friends yet" }).waitFor();
    await page.getByRole("link", { name: "Blocked" }).click();
    await press(page, "Unblock");
    await page.getByRole("heading", { name: "No blocked people" }).waitFor();
    await expectAccessible(page);
  });

  test("notifications about links lead to them, and are marked as read one by one and all at once", async () => {
    const [ann, bob] = [await makeMember("Ann"), await makeMember("Bob")];
    const admin = await dashboard.shunt.signUp();
    await dashboard.shunt.db
      .updateTable("users")
      .set({ role: "admin" })
      .where("email", "=", admin.account.email)
      .execute();
    const link = await ann.makeLink();
    const page = await dashboard.visitAs(ann, "/notifications");
    await page.getByRole("heading", { name: "Nothing has happened yet" }).waitFor();

    await bob.client.sendFriendRequest({ body: { receiver_id: ann.id } });
    await admin.client.moderateLink({ params: { id: link.id }, body: { is_blocked: true } });
    await page.getByRole("link", { name: "Notifications, 2 unread" }).waitFor();
    await expectAccessible(page);
    await page.getByRole("link", { name: /was blocked by an administrator/ }).click();
    await page.waitForURL(`**/links/${link.id}`);
    await page.getByRole("link", { name: "Notifications, 1 unread" }).click();

    await press(page, "Mark all as read");
    await page.getByRole("link", { name: "Notifications", exact: true }).waitFor();
    await page.getByRole("link", { name: "Unread" }).click();
    await page.getByRole("heading", { name: "You have read everything" }).waitFor();
    expect((await ann.client.listNotifications({})).unread).toBe(0);
  });
});
