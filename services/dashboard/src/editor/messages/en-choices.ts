/** The choices of the editor, each with an explanation where its name is not enough. `none` is the choice of nothing. */
export const choices = {
  appUrls: { ios: "On iPhones and iPads", android: "On Android" },
  cacheTimes: {
    none: "As usual for the status",
    "0": "Not at all",
    "60": "1 minute",
    "300": "5 minutes",
    "3600": "1 hour",
    "86400": "1 day",
  },
  codeStyles: {
    usual: "As usual here",
    random: "Random, such as h7Kq2Xw",
    readable: "Readable, such as brave-otter-42",
  },
  forwardPaths: {
    none: { label: "As the domain says", about: "Usually such addresses do not exist." },
    not_found: { label: "Does not exist", about: "Only the code itself is an address." },
    ignore: { label: "Ignore it", about: "The redirect is the same with a path behind the code." },
    append: { label: "Add it to the destination", about: "/code/a/b leads to /a/b below the destination." },
  },
  forwardQueries: {
    none: { label: "As the domain says", about: "Usually it is left out." },
    off: { label: "Leave it out", about: "The destination stays as you wrote it." },
    visitor_wins: {
      label: "Pass it on, the visitor wins",
      about: "Parameters of the short URL are added. They replace those of the same name in the destination.",
    },
    link_wins: {
      label: "Pass it on, the link wins",
      about: "Parameters of the short URL are added, unless the destination has one of that name.",
    },
  },
  placeholderMeanings: {
    country: "Two letters such as AT, or unknown",
    device: "Such as mobile or desktop",
    os: "Such as iOS",
    language: "The preferred one, such as de-at",
    click_id: "A new ID for each visit",
    short_code: "The code of the link",
    "query:name": "The visitor's parameter of that name",
  },
  referrerPolicies: {
    none: { label: "As usual for the browser", about: "Mostly the site, without the page." },
    "no-referrer": { label: "Nothing", about: "The destination does not learn where visitors come from." },
    "no-referrer-when-downgrade": {
      label: "The page, unless to an insecure site",
      about: "The whole address of the page, over HTTPS only.",
    },
    origin: { label: "The site", about: "Its name, without the page." },
    "origin-when-cross-origin": {
      label: "The site, or the page within one site",
      about: "Other sites learn the name of the site only.",
    },
    "same-origin": { label: "The page, within one site only", about: "Other sites learn nothing." },
    "strict-origin": { label: "The site, unless to an insecure one", about: "Its name, over HTTPS only." },
    "strict-origin-when-cross-origin": {
      label: "The site, or the page within one site, unless insecure",
      about: "The default of most browsers.",
    },
    "unsafe-url": { label: "The page", about: "Its whole address, also over insecure connections." },
  },
  spans: { inADay: "In a day", inAWeek: "In a week", inAMonth: "In 30 days" },
  statuses: {
    none: { label: "As the domain says", about: "Usually 302, a temporary redirect." },
    "302": { label: "302 Temporary", about: "Each click is counted, and changes take effect at once." },
    "301": {
      label: "301 Permanent",
      about: "Browsers remember it: repeated clicks are not counted, and changes arrive late.",
    },
    "307": { label: "307 Temporary, keeps the method", about: "Like 302, also for forms and uploads that send data." },
    "308": { label: "308 Permanent, keeps the method", about: "Like 301, also for forms and uploads that send data." },
  },
  utmFields: {
    utm_source: { label: "Source", hint: "Where visitors come from, such as newsletter" },
    utm_medium: { label: "Medium", hint: "The kind of channel, such as email" },
    utm_campaign: { label: "Campaign", hint: "Such as autumn-sale" },
    utm_term: { label: "Term", hint: "The keyword of an advertisement" },
    utm_content: { label: "Content", hint: "The position of the link, such as header" },
  },
};
