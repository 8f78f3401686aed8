import type { Link } from "@shunt/contracts/links";
import { Suspense } from "react";
import { lazyPart } from "../ui/lazy-part.tsx";

const LostDomain = lazyPart(async () => (await import("./lost-domain.tsx")).LostDomain);

/** Says that visitors cannot open a link, because its workspace lost the domain. */
export function ReleasedNotice({ link: { domain } }: { link: Pick<Link, "domain"> }) {
  // Only released domains have such names (RFC 2606).
  if (!domain?.endsWith(".invalid")) return null;
  return (
    <Suspense>
      <LostDomain name={domain} />
    </Suspense>
  );
}
