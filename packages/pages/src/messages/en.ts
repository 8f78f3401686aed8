/**
 * The messages of all pages in English. A page exists in each language of `languages.ts`. The first problems are those of the
 * redirect, `refusals` those of management, whose pages replace some of the texts.
 */
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
      text: "The operator of this service blocked it because it may be harmful. If you think that this is a mistake, ask the operator.",
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
  refusals: {
    "foreign-request": {
      title: "This request came from another page",
      text: "Open this page in your browser and send the form from there.",
    },
    "mail-token-invalid": {
      title: "This link is invalid or has expired",
      text: "Each link works once and for a limited time, and only the latest one works. Request a new link.",
    },
    "method-not-allowed": { title: "This method is not allowed here", text: "Open this page in your browser." },
    "rate-limited": { title: "Too many requests", text: "Wait a few minutes, then try again." },
    internal: {
      title: "Something went wrong on our side",
      text: "This is not your fault. Please try again in a moment.",
    },
    unavailable: {
      title: "Temporarily unavailable, try again shortly",
      text: "The service is busy at the moment. Please go back and try again in a few seconds.",
    },
    other: { title: "The request was refused", text: "Go back and check what you entered." },
  },
  contact: "Contact the operator",
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
  app: {
    title: "Open this link in the app?",
    text: "If you have the app, it opens right where the link leads.",
    submit: "Open the app",
    decline: "Continue without the app",
  },
  unsafe: {
    title: "This link may be harmful",
    text: "The page behind it was reported as dangerous. It may try to steal passwords or to install programs.",
    destination: "It leads to",
    advice: "We recommend that you close this page.",
    submit: "Open it anyway",
  },
  report: {
    link: "Report this link",
    title: "Report a short link",
    text: "The administrators of this service review reports of harmful short links.",
    url: "Short URL",
    category: "What is wrong with it?",
    categories: {
      phishing: "It tries to get passwords or money",
      malware: "It installs harmful programs",
      spam: "It is spam",
      illegal: "Its content is illegal",
      other: "Something else",
    },
    seen: "What did you see? (optional)",
    email: "Your e-mail address (optional)",
    submit: "Send the report",
    refused: {
      unknown: "This short URL does not exist here.",
      url: "Enter the short URL that you opened, such as https://go.example.com/abc.",
      category: "Choose what is wrong with the link.",
      text: "The text may have at most 1,000 characters.",
      email: "Enter an e-mail address such as ann@example.com, or leave the field empty.",
    },
    "rate-limited": "Too many reports came from your network. Please try again later.",
    thanks: "Thank you for your report",
    next: "An administrator will look at the link.",
  },
  unlock: {
    again: "Open the short link again and enter its password there.",
    "rate-limited":
      "Too many wrong passwords were entered for this link or from your network. Wait a few minutes, then try again.",
  },
  mail: {
    again: "Open the link in the mail that we sent to you.",
    confirm: {
      title: "Confirm your e-mail address",
      text: "Confirm that the e-mail address that received this link is yours.",
      submit: "Confirm the address",
      done: "Your address is confirmed",
      next: "You can close this page.",
    },
    password: {
      title: "Choose a new password",
      text: "Use at least 8 characters of any kind. Setting a new password signs you out everywhere, ends your shared reports, deletes your API keys and disables your webhooks.",
      label: "New password",
      submit: "Set the password",
      length: "This password must have 8 to 128 characters.",
      common: "This password is too common; choose another one.",
      done: "Your password is changed",
      next: "All your sessions have ended. Sign in with the new password.",
    },
  },
} as const;

/** The texts that every language must have. */
export type Messages = Texts<typeof en>;
type Texts<T> = { readonly [K in keyof T]: T[K] extends string ? string : Texts<T[K]> };
