import type { ReactNode } from "react";
import { DropZone, FileTrigger } from "react-aria-components";

interface PictureDropZoneProps {
  label: string;
  /** MIME types of the files that are accepted. */
  types: readonly string[];
  onFile: (file: File) => void;
  /** Opens the dialog for files. */
  button: ReactNode;
  /** Shown before the button, such as the chosen picture. */
  preview?: ReactNode;
  /** Shown behind the button. */
  children: ReactNode;
}

/** Takes a picture that is dropped, or chosen by the button. */
export function PictureDropZone({ label, types, onFile, button, preview, children }: PictureDropZoneProps) {
  return (
    <DropZone
      aria-label={label}
      getDropOperation={dragged => (types.some(type => dragged.has(type)) ? "copy" : "cancel")}
      onDrop={async ({ items }) => {
        const dropped = items.find(item => item.kind === "file");
        if (dropped) onFile(await dropped.getFile());
      }}
      className="flex flex-wrap items-center gap-3 rounded-lg border border-dashed border-field p-4 data-drop-target:border-accent data-drop-target:bg-accent-soft"
    >
      {preview}
      <FileTrigger acceptedFileTypes={types} onSelect={files => files?.[0] && onFile(files[0])}>
        {button}
      </FileTrigger>
      {children}
    </DropZone>
  );
}
