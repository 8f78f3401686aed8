import { X } from "lucide-react";
import { useMessages } from "../../messages/catalogue.ts";
import { formatPercent } from "../../messages/format.ts";
import { IconButton } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { ProblemNotice } from "../../ui/problem.tsx";
import { Progress } from "../../ui/progress.tsx";
import { feedMessages } from "./messages/index.ts";
import type { Picture } from "./use-picture.ts";

interface PictureFieldProps {
  picture: Picture;
  alt: string;
  altError: string | undefined;
  onAlt: (alt: string) => void;
  onRemove: () => void;
}

/** The picture of a post that is being written, how far its upload is, and the text for those who do not see it. */
export function PictureField({ picture, alt, altError, onAlt, onRemove }: PictureFieldProps) {
  const t = useMessages(feedMessages);
  const { preview, progress, media, error } = picture;
  return (
    <div className="flex flex-col gap-3 rounded-xl border border-line bg-sunken p-3">
      <div className="flex items-start gap-3">
        <img src={preview} alt={alt} className="size-24 shrink-0 rounded-lg bg-card object-cover" />
        <div className="min-w-0 flex-1">
          <TextField label={t.alt} hint={t.altHint} value={alt} onChange={onAlt} error={altError} maxLength={1_000} />
        </div>
        <IconButton label={t.removePicture} icon={<X size={18} />} onPress={onRemove} />
      </div>
      {error ? (
        <ProblemNotice error={error} />
      ) : (
        !media && (
          <Progress
            label={t.uploading}
            valueText={progress < 1 ? formatPercent(progress) : t.preparing}
            {...(progress < 1 && { share: progress })}
          />
        )
      )}
    </div>
  );
}
