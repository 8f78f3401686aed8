import type { Media } from "@shunt/contracts/social";
import { useEffect, useRef, useState } from "react";
import { api } from "../../api/client.ts";
import { uploadPicture } from "./upload-picture.ts";

/** A picture on its way to a post. */
export interface Picture {
  /** Shown at once, before the server has it. */
  preview: string;
  /** The share that is sent, from 0 to 1. */
  progress: number;
  media?: Media;
  error?: Error;
}

/** The picture of a post that is being written. It is uploaded as soon as it is chosen. */
export function usePicture() {
  const [picture, setPicture] = useState<Picture>();
  const upload = useRef<AbortController>(undefined);
  useEffect(() => () => upload.current?.abort(), []);

  const choose = (file: File) => {
    remove();
    const controller = new AbortController();
    upload.current = controller;
    const preview = URL.createObjectURL(file);
    const set = (change: Partial<Picture>) =>
      !controller.signal.aborted && setPicture(before => ({ ...(before ?? { preview, progress: 0 }), ...change }));
    set({});
    uploadPicture(file, { signal: controller.signal, onProgress: progress => set({ progress }) }).then(
      media => set({ media, progress: 1 }),
      (error: Error) => set({ error }),
    );
  };
  /** Forgets the picture, because a post has it. */
  const release = () => {
    upload.current?.abort();
    if (picture) URL.revokeObjectURL(picture.preview);
    setPicture(undefined);
  };
  /** Takes the picture out of the post; the server need not keep it. */
  const remove = () => {
    // A failure leaves a picture that no post shows.
    if (picture?.media) void api.deleteMedia({ params: { media_id: picture.media.media_id } }).catch(() => undefined);
    release();
  };
  return { picture, choose, remove, release };
}
