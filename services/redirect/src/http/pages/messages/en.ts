/** The messages of all pages in English. A page exists in each language of `languages.ts`. */
export const en = {
  problems: {
    "malformed-request": {
      title: "The request is malformed",
      text: "Check the address for typing errors, or ask the person who sent it to you for the full link.",
    },
    "link-not-found": {
      title: "Link not found",
      text: "Check the address for typing errors, or ask the person who sent it to you for the right link.",
    },
    "link-expired": {
      title: "This link has expired",
      text: "Its owner limited how long or how often it can be opened. Ask the person who sent it to you for a new link.",
    },
    "link-blocked": {
      title: "This link has been blocked",
      text: "The operator of this service blocked it because it may be harmful.",
    },
    "link-gone": {
      title: "This link is no longer available",
      text: "Its owner has ended it. Ask the person who sent it to you for a new link.",
    },
    "link-restricted": {
      title: "This link is not available to you",
      text: "Its owner does not offer it to you for legal reasons.",
    },
    "rate-limited": {
      title: "Too many requests",
      text: "Your network opened too many short links that do not exist. Please try again in a minute.",
    },
    "method-not-allowed": {
      title: "This method is not allowed here",
      text: "Short links only accept GET and HEAD requests. Open the link in a browser.",
    },
    internal: {
      title: "Something went wrong on our side",
      text: "This is not your fault. Please try again in a moment.",
    },
    unavailable: {
      title: "Temporarily unavailable, try again shortly",
      text: "The service cannot look up links right now. Please try again in a few seconds.",
    },
  },
  preview: {
    title: "Preview of a short link",
    text: "This page shows where the link leads. You have not opened it yet.",
    shortUrl: "Short link",
    destination: "Leads to",
    varies: "Depends on the visitor",
    name: "Title",
    created: "Exists since",
    changed: "Destination changed on",
    submit: "Continue to the page",
  },
  card: {
    title: "Short link",
  },
  locked: {
    title: "This link is locked",
    text: "Enter the password that you got from the person who sent you the link.",
    label: "Password",
    submit: "Open the link",
    wrong: "This password is wrong. Please try again.",
    expired: "That took too long. Please enter the password again.",
  },
  continue: {
    title: "Open this link?",
    text: "It can be opened a limited number of times. It counts once you continue.",
    submit: "Continue",
  },
  unsafe: {
    title: "This link may be harmful",
    text: "The page behind it was reported as dangerous. It may try to steal passwords or to install programs.",
    destination: "It leads to",
    advice: "We recommend that you close this page.",
    submit: "Open it anyway",
    report: "Report this link",
  },
} as const;

/** The texts that every language must have. */
export type Messages = Texts<typeof en>;
type Texts<T> = { readonly [K in keyof T]: T[K] extends string ? string : Texts<T[K]> };
