import { useQuery } from "@tanstack/react-query";
import { ImageOff } from "lucide-react";
import { useState } from "react";
import { useWatch } from "react-hook-form";
import { toWebAddress } from "../../home/to-web-address.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { Card } from "../../ui/page.tsx";
import type { LinkForm } from "../form/link-form.ts";
import { editorMessages } from "../messages/index.ts";
import { useDebounced } from "../use-debounced.ts";

interface SeenPage {
  title: string | null;
  description: string | null;
  image: string | null;
}

const typingPauseMs = 300;

/** The link as messengers show it: with its own card, else with what the page at the destination says of itself. */
export function CardPreview() {
  const t = useMessages(editorMessages);
  const [card, url] = useWatch<LinkForm, ["card", "original_url"]>({ name: ["card", "original_url"] });
  const address = url.trim() ? URL.parse(toWebAddress(url)) : null;
  // Filled by the check of the destination.
  const { data: page } = useQuery<SeenPage>({ queryKey: ["page-preview", address?.href], enabled: false });
  const picture = useDebounced(card ? card.image_url : (page?.image ?? ""), typingPauseMs);
  if (!card && !page) {
    return (
      <Card title={t.cardPreview}>
        <div className="rounded-xl border border-dashed border-line p-4 text-center text-sm text-quiet">
          {t.cardLater}
        </div>
      </Card>
    );
  }
  return (
    <Card title={t.cardPreview}>
      <div className="overflow-hidden rounded-xl border border-line bg-sunken">
        <Picture key={picture} url={picture} />
        <div className="flex flex-col gap-0.5 px-3.5 py-2.5">
          <p className="truncate text-sm text-quiet">{address?.host}</p>
          <p className="line-clamp-2 font-semibold wrap-anywhere">
            {(card ? card.title : page?.title) || t.withoutTitle}
          </p>
          <p className="line-clamp-3 text-sm text-quiet wrap-anywhere">
            {(card ? card.description : page?.description) || ""}
          </p>
        </div>
      </div>
      <p className="mt-2 text-sm text-quiet">{card ? t.cardOwn : t.cardOfPage}</p>
    </Card>
  );
}

function Picture({ url }: { url: string }) {
  const t = useMessages(editorMessages);
  const [isBroken, setBroken] = useState(false);
  if (url === "") return null;
  if (isBroken) {
    return (
      <p className="flex aspect-[1.91] items-center justify-center gap-2 text-sm text-quiet">
        <ImageOff size={18} aria-hidden /> {t.pictureMissing}
      </p>
    );
  }
  return (
    <img
      src={url}
      alt=""
      referrerPolicy="no-referrer"
      onError={() => setBroken(true)}
      className="aspect-[1.91] w-full object-cover"
    />
  );
}
