import { importableProducts } from "@shunt/contracts/links";
import { FileUp } from "lucide-react";
import { useState } from "react";
import { DropZone, FileTrigger, Text } from "react-aria-components";
import { useMessages } from "../../messages/catalogue.ts";
import { Button } from "../../ui/button.tsx";
import { importMessages } from "../messages/index.ts";
import { type LinkFile, maxRows, readFile, type Unreadable } from "./read-file.ts";

const types = [".csv", ".tsv", ".txt", ".json", ".ndjson", "text/csv", "text/tab-separated-values", "application/json"];

/** Takes a file by drop, by paste or from a dialog. */
export function FileDrop({ onFile }: { onFile: (file: LinkFile) => void }) {
  const t = useMessages(importMessages);
  const [reason, setReason] = useState<Unreadable>();
  const take = async (file: File | undefined) => {
    if (!file) return;
    const read = await readFile(file);
    if (typeof read === "string") setReason(read);
    else onFile(read);
  };
  return (
    <DropZone
      getDropOperation={() => "copy"}
      onDrop={async ({ items }) => take(await items.find(item => item.kind === "file")?.getFile())}
      className="flex flex-col items-center gap-3 rounded-xl border-2 border-dashed border-line px-6 py-12 text-center data-drop-target:border-accent data-drop-target:bg-accent-soft"
    >
      <div className="rounded-full bg-accent-soft p-3 text-accent">
        <FileUp aria-hidden />
      </div>
      <Text slot="label" className="text-lg font-semibold">
        {t.dropHere}
      </Text>
      <p className="max-w-md text-quiet">{t.dropAbout(importableProducts)}</p>
      <FileTrigger acceptedFileTypes={types} onSelect={files => void take(files?.[0])}>
        <Button look="primary">{t.choose}</Button>
      </FileTrigger>
      {reason && (
        <p role="alert" className="text-act">
          {reason === "tooLarge" ? t.tooLarge(maxRows) : t[reason]}
        </p>
      )}
    </DropZone>
  );
}
