import { type PictureType, pictureTypes } from "@shunt/contracts/social";
import { useMutation } from "@tanstack/react-query";
import { Upload } from "lucide-react";
import { api } from "../../api/client.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { Button } from "../../ui/button.tsx";
import { PictureDropZone } from "../../ui/picture-drop-zone.tsx";
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
      <PictureDropZone
        label={t.pictureDrop}
        types={pictureTypes}
        onFile={upload.mutate}
        button={
          <Button isPending={upload.isPending}>
            <Upload size={16} aria-hidden /> {upload.isPending ? t.uploading : t.pictureUpload}
          </Button>
        }
      >
        <p className="text-sm text-quiet">{t.pictureDrop}</p>
      </PictureDropZone>
      {upload.error && <ProblemNotice error={upload.error} />}
    </div>
  );
}
