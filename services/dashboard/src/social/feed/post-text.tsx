import type { Post } from "@shunt/contracts/social";
import { useState } from "react";
import { useMessages } from "../../messages/catalogue.ts";
import { Button } from "../../ui/button.tsx";
import { toShortName } from "../../ui/short-name.ts";
import { feedMessages } from "./messages/index.ts";
import { splitText } from "./split-text.ts";

/** Longer texts are cut, so that the next post is not far away. */
const longText = 900;
const manyLines = 14;

/** The text of a post, with the short links in place of the addresses. */
export function PostText({ post: { content, links }, isWhole }: { post: Post; isWhole: boolean }) {
  const t = useMessages(feedMessages);
  const [isOpen, setOpen] = useState(isWhole);
  const isLong = content.length > longText || content.split("\n").length > manyLines;
  return (
    <div className="flex flex-col items-start gap-1">
      <p dir="auto" className={`w-full wrap-anywhere whitespace-pre-wrap ${isLong && !isOpen ? "line-clamp-12" : ""}`}>
        {toKeyed(splitText(content, links)).map(({ key, part }) =>
          typeof part === "string" ? (
            part
          ) : (
            <a
              key={key}
              href={part.short_url}
              data-tooltip={part.url}
              target="_blank"
              rel="noreferrer"
              className="font-medium text-accent underline-offset-4 hover:underline"
            >
              {toShortName(part.short_url)}
            </a>
          ),
        )}
      </p>
      {isLong && !isOpen && (
        <Button look="quiet" size="small" onPress={() => setOpen(true)}>
          {t.showAll}
        </Button>
      )}
    </div>
  );
}

function toKeyed<P>(parts: readonly P[]): { key: number; part: P }[] {
  return parts.map((part, key) => ({ key, part }));
}

export function withoutScheme(url: string): string {
  return url.replace(/^https?:\/\//, "");
}
