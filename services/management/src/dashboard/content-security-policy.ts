/**
 * Style sheets that React Aria adds while the page runs, by the SHA-256 of their text, which is constant: `usePress`
 * and `usePreventScroll` of react-aria. A test in a browser fails when an update changes them.
 */
const styles = [
  "38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o=",
  "gYiS/BvZvRcK27JIXTuwhZ3hs2+VJ1X+2gUlE+farlg=",
] as const;

/** Nothing from other hosts, no inline script, no frame around it. Pictures may be of any host, as previews of destinations are. */
export function toContentSecurityPolicy(appUrl: string): string {
  const directives = [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' ${styles.map(hash => `'sha256-${hash}'`).join(" ")}`,
    "font-src 'self'",
    "img-src 'self' data: blob: https:",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
    ...(appUrl.startsWith("https:") ? ["upgrade-insecure-requests"] : []),
  ];
  return directives.join("; ");
}
