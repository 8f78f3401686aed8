export interface SignInSearch {
  /** Where to go afterwards: an address of this application. */
  to?: string;
}

const here = "https://this-application.invalid";

/** Keeps paths only: an address of another site would make us a tool for phishing, and one of a program would run it. */
export function readSignInSearch({ to }: Record<string, unknown>): SignInSearch {
  // Browsers drop tabs and line ends, and read a backslash as a slash, so `/\t/` begins another site's address.
  const isPath = typeof to === "string" && to.startsWith("/") && URL.parse(to, here)?.origin === here;
  return isPath ? { to } : {};
}
