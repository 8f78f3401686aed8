import { type PictureType, pictureTypes } from "@shunt/contracts/social";
import { useMutation } from "@tanstack/react-query";
import { Upload } from "lucide-react";
import { DropZone, FileTrigger } from "react-aria-components";
import { api } from "../../api/client.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { Button } from "../../ui/button.tsx";
import { ProblemNotice } from "../../ui/problem.tsx";
import { editorMessages } from "../messages/index.ts";

interface Picture {
  url: string;
  width: number;
  height: number;
}

/** Uploads a picture that is chosen or dropped here. */
export function PictureUpload({ onUpload }: { onUpload: (picture: Picture) => void }) {
  const t = useMessages(editorMessages);
  const upload = useMutation({
    mutationFn: async (file: File) =>
      api.uploadMedia({
        body: new Uint8Array(await file.arrayBuffer()),
        contentType: file.type as PictureType,
      }),
    onSuccess: onUpload,
  });
  return (
    <div className="flex flex-col gap-2">
      <DropZone
        aria-label={t.pictureDrop}
        getDropOperation={types => (pictureTypes.some(type => types.has(type)) ? "copy" : "cancel")}
        onDrop={async ({ items }) => {
          const dropped = items.find(item => item.kind === "file");
          if (dropped) upload.mutate(await dropped.getFile());
        }}
        className="flex flex-wrap items-center gap-3 rounded-lg border border-dashed border-field p-4 data-drop-target:border-accent data-drop-target:bg-accent-soft"
      >
        <FileTrigger acceptedFileTypes={pictureTypes} onSelect={files => files?.[0] && upload.mutate(files[0])}>
          <Button isPending={upload.isPending}>
            <Upload size={16} aria-hidden /> {upload.isPending ? t.uploading : t.pictureUpload}
          </Button>
        </FileTrigger>
        <p className="text-sm text-quiet">{t.pictureDrop}</p>
      </DropZone>
      {upload.error && <ProblemNotice error={upload.error} />}
    </div>
  );
}
