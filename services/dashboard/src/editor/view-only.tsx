import type { Link } from "@shunt/contracts/links";
import { useMessages } from "../messages/catalogue.ts";
import { ButtonLink } from "../ui/button.tsx";
import { Card, Page } from "../ui/page.tsx";
import { toShortName } from "../ui/short-name.ts";
import { editorMessages } from "./messages/index.ts";

/** In place of the editor, for members whose role only lets them view the link. */
export function ViewOnly({ link }: { link: Link }) {
  const t = useMessages(editorMessages);
  return (
    <Page title={link.title ?? toShortName(link.short_url)}>
      <Card>
        <p className="mb-4 text-quiet">{t.viewOnly}</p>
        <ButtonLink to="/links/$id" params={{ id: link.id }}>
          {t.showLink}
        </ButtonLink>
      </Card>
    </Page>
  );
}
