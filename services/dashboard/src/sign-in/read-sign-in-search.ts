export interface SignInSearch {
  /** Where to go afterwards: an address of this application. */
  to?: string;
  /** First value of the form. */
  email?: string;
  /** Secret of an invitation, which admits an account where registration is closed. */
  invitation?: string;
}

const here = "https://this-application.invalid";

/** Keeps only paths of `to`: an address of another site would make us a tool for phishing, and one of a program would run it. */
export function readSignInSearch({ to, email, invitation }: Record<string, unknown>): SignInSearch {
  // Browsers drop tabs and line ends, and read a backslash as a slash, so `/\t/` begins another site's address.
  const isPath = typeof to === "string" && to.startsWith("/") && URL.parse(to, here)?.origin === here;
  return {
    ...(isPath && { to }),
    ...(typeof email === "string" && { email }),
    ...(typeof invitation === "string" && { invitation }),
  };
}
