import fc from "fast-check";
import { expect, test } from "vitest";
import { findUrls } from "./find-urls.ts";

const textsOf = (content: string) => findUrls(content).map(({ text }) => text);
const url = "https://example.com/a";

/** One word per script. */
const words = [
  ...["word", "straße", "слово", "λέξη", "בדיקה", "كلمة", "شیرین", "शब्द", "শব্দ", "வார்த்தை", "పదం", "പദം", "ຄຳ", "คำ"],
  ...[
    "ពាក្យ",
    "စကား",
    "ཚིག",
    "词",
    "詞語",
    "ことば",
    "カタカナ",
    "ﾊﾝｶｸ",
    "단어",
    "սիտ",
    "სიტყვა",
    "ቃል",
    "ꀉ",
    "👍",
    "👩‍👩‍👧",
    "❤️",
    "🇩🇪",
    "1️⃣",
    "½",
    "_",
    "x_",
  ],
];

test.each(words)("findUrls finds a URL directly after %s", word => {
  expect(textsOf(`${word}${url}`)).toEqual([url]);
  expect(textsOf(`${word}${url} ${word}`)).toEqual([url]);
});

test.each([
  ...[
    "见https://example.com/a 谢谢",
    "詳しくはhttps://example.com/aを見て",
    "見よhttps://example.com/a。次の文",
    "https://example.com/a、https://example.com/a",
  ],
  ...[
    "자세히https://example.com/a를 보세요",
    "ดูhttps://example.com/aครับ",
    "https://example.com/a，谢谢",
    "https://example.com/a👍",
    "https://example.com/a😀 next",
    "https://example.com/a🇩🇪",
  ],
  ...[
    "`https://example.com/a`",
    "``https://example.com/a``",
    "*https://example.com/a*",
    "**https://example.com/a**",
    "**see https://example.com/a**",
  ],
  ...[
    "_https://example.com/a_",
    "~~https://example.com/a~~",
    "[text](https://example.com/a)",
    "<https://example.com/a>",
    "<https://example.com/a|label>",
  ],
  ...[
    "|https://example.com/a|",
    "| https://example.com/a |",
    "(https://example.com/a)",
    "((https://example.com/a))",
    "[https://example.com/a]",
    "{https://example.com/a}",
  ],
  ...[
    '"https://example.com/a"',
    "'https://example.com/a'",
    "“https://example.com/a”",
    "„https://example.com/a“",
    "‚https://example.com/a‘",
    "‘https://example.com/a’",
  ],
  ...[
    "«https://example.com/a»",
    "»https://example.com/a«",
    "‹https://example.com/a›",
    "「https://example.com/a」",
    "『https://example.com/a』",
    "【https://example.com/a】",
  ],
  ...[
    "（https://example.com/a）",
    "《https://example.com/a》",
    "〈https://example.com/a〉",
    "［https://example.com/a］",
    "｢https://example.com/a｣",
    "⟨https://example.com/a⟩",
  ],
  ...[
    "https://example.com/a.",
    "https://example.com/a…",
    "https://example.com/a...",
    "https://example.com/a?!",
    "https://example.com/a?”.",
    "https://example.com/a”,",
    "https://example.com/a：",
    "https://example.com/a！",
  ],
  ...[
    "https://example.com/a؟",
    "https://example.com/a،",
    "https://example.com/a।",
    "https://example.com/a။",
    "https://example.com/a።",
    "https://example.com/a՝",
    "https://example.com/a・次",
    "https://example.com/a～次",
    "https://example.com/a｜次",
    "https://example.com/a·次",
    "https://example.com/a—see",
    "https://example.com/a→here",
    "https://example.com/a→次",
    "https://example.com/a―слово",
  ],

  ...[
    "\u200bhttps://example.com/a\u200b",
    "\u200e\u202ahttps://example.com/a\u202c\u200e",
    "\ufeffhttps://example.com/a\ufeff",
    "https://example.com/a\u00ad",
    "https://example.com/a\u2060next",
  ],
  ...[
    "https://example.com/a\u00a0next",
    "https://example.com/a\u3000次",
    "https://example.com/a\nnext",
    "https://example.com/a\u2028next",
    "https://example.com/a\ufe0f",
    "https://example.com/a\u200d",
  ],
  ...[
    "src=https://example.com/a",
    "x:https://example.com/a",
    "/https://example.com/a",
    "#https://example.com/a",
    "@https://example.com/a",
    "-https://example.com/a",
    "5https://example.com/a",
  ],
])("findUrls finds one URL in %j", content => {
  expect([...new Set(textsOf(content))]).toEqual([url]);
});

test.each([",", ";", ",;", ", "])("findUrls separates URLs with %j between them", between => {
  expect(textsOf(`https://example.com/s${between}HTTPS://example.com/t`)).toEqual([
    "https://example.com/s",
    "HTTPS://example.com/t",
  ]);
});

test.each([
  ["https://example.com/?u=a,http-x;b=1,2", "https://example.com/?u=a,http-x;b=1,2"],
  ["https://en.wikipedia.org/wiki/Rust_(language)", "https://en.wikipedia.org/wiki/Rust_(language)"],
  ["(https://en.wikipedia.org/wiki/Rust_(language))", "https://en.wikipedia.org/wiki/Rust_(language)"],
  ["（https://en.wikipedia.org/wiki/Rust_(language)）", "https://en.wikipedia.org/wiki/Rust_(language)"],
  ["https://ja.wikipedia.org/wiki/日本_(曖昧さ回避)を", "https://ja.wikipedia.org/wiki/日本_(曖昧さ回避)を"],
  ["https://zh.wikipedia.org/wiki/《三体》。", "https://zh.wikipedia.org/wiki/《三体》"],
  ["https://en.wikipedia.org/wiki/Curie–Weiss_law–", "https://en.wikipedia.org/wiki/Curie–Weiss_law"],
  ["https://ca.wikipedia.org/wiki/Col·lecció", "https://ca.wikipedia.org/wiki/Col·lecció"],
  ["https://ru.wikipedia.org/wiki/Россия,", "https://ru.wikipedia.org/wiki/Россия"],
  ["https://en.wikipedia.org/wiki/Schindler’s_List’", "https://en.wikipedia.org/wiki/Schindler’s_List"],
  ["https://example.com/❤\ufe0f\u200b", "https://example.com/❤\ufe0f"],
  ["https://fa.wikipedia.org/wiki/می\u200cخواهم", "https://fa.wikipedia.org/wiki/می\u200cخواهم"],
  ["https://example.com/*", "https://example.com/*"],
  ["https://example.com/a_", "https://example.com/a_"],
  ["https://example.com/?q=a|b", "https://example.com/?q=a|b"],
  ["https://web.example.org/web/2020/https://example.com/a", "https://web.example.org/web/2020/https://example.com/a"],
  ["HTTPS://EXAMPLE.com", "HTTPS://EXAMPLE.com"],
  ["https://example.comを見て", "https://example.com"],
  ["https://example.com/", "https://example.com/"],
  ["https://example.com:8080/a?b=c&d=(e)#f.", "https://example.com:8080/a?b=c&d=(e)#f"],
  ["https://日本.jp/を", "https://日本.jp/を"],
  ["https://www.my日本.jp", "https://www.my日本.jp"],
  ["https://my日本.jp", "https://my日本.jp"],
  ["https://bücher.example/ä", "https://bücher.example/ä"],
])("findUrls in %j finds %j", (content, expected) => {
  expect(textsOf(content)).toEqual([expected]);
});

test.each([
  "https://",
  "http:///",
  "https:// example.com",
  "httpss//example.com",
  "ftp://example.com/a",
  "https://*",
  "",
])("findUrls finds no URL in %j", content => {
  expect(textsOf(content)).toEqual([]);
});

const word = fc.constantFrom(...words);
const path = fc.stringMatching(/^[a-z0-9]{1,8}(\/[a-z0-9]{1,8}){0,2}(\?[a-z]{1,4}=[a-z0-9]{1,4})?$/);
const wrappers = ["()", "[]", "<>", "“”", "«»", "「」", "（）", "【】", "『』", '""', "''", "``", "**", "~~", "__"];

test("findUrls finds a whole URL between words of any script, wrapped or not", () => {
  const gap = fc.constantFrom(" ", "\n", "\u3000", "。", "，", "！ ", ". ", "\u200b ", ", ", "… ");
  fc.assert(
    fc.property(word, fc.constantFrom("  ", ...wrappers), path, gap, word, (before, pair, given, after, next) => {
      const [open = "", close = ""] = [...pair];
      const expected = `https://example.com/${given}`;
      expect(textsOf(`${before}${open}${expected}${close}${after}${next}`)).toEqual([expected]);
    }),
    { numRuns: 1_000 },
  );
});

test("findUrls returns only substrings that are URLs without blanks or marks around them", () => {
  const piece = fc.oneof(
    word,
    fc.constantFrom("https://", "http://", "example.com", "/", "a", "(", ")", "“", "”", "。", " ", "\u200b", "*"),
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string({ unit: "grapheme", maxLength: 5 })), { maxLength: 20 }), pieces => {
      const content = pieces.join("");
      let found: string[] = [];
      try {
        found = textsOf(content);
      } catch (err) {
        expect(err).toMatchObject({ code: "target-refused" });
      }
      for (const each of found) {
        expect(content).toContain(each);
        expect(each).toMatch(/^https?:\/\/[^\s"<>`“”「」（）]+$/i);
      }
    }),
    { numRuns: 1_000 },
  );
});
