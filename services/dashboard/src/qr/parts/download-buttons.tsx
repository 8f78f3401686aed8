import type { Drawing } from "@shunt/qr";
import { Copy, Download } from "lucide-react";
import { useState } from "react";
import { useMessages } from "../../messages/catalogue.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { saveFile } from "../../ui/save-file.ts";
import { showToast } from "../../ui/toast.ts";
import { checkReading, type Verdict } from "../check-reading.ts";
import { qrMessages } from "../messages/index.ts";
import type { StudioDesign } from "../studio-design.ts";
import { type Format, formats, toFile } from "../to-file.ts";

interface DownloadButtonsProps {
  drawing: Drawing;
  design: StudioDesign;
  /** The text that phones must read. */
  text: string;
  /** Undefined until the design has been checked. */
  verdict: Verdict | undefined;
  fileName: string;
}

/** Browsers have a clipboard for pictures over HTTPS and on localhost only. */
const canCopy = "clipboard" in navigator && "ClipboardItem" in window;

/** Saves and copies the picture. Designs that do not read ask first. */
export function DownloadButtons({ drawing, design, text, verdict, fileName }: DownloadButtonsProps) {
  const t = useMessages(qrMessages);
  const [asked, setAsked] = useState<Format>();
  const download = async (format: Format) => {
    saveFile(await toFile(format, drawing, design), `${fileName}.${format}`);
  };
  const checkAndDownload = async (format: Format) => {
    const current = verdict ?? (await checkReading(drawing, text, design.logo));
    if (current === "none") setAsked(format);
    else await download(format);
  };
  const copy = async () => {
    try {
      await navigator.clipboard.write([new ClipboardItem({ "image/png": toFile("png", drawing, design) })]);
      showToast({ text: t.copied });
    } catch {
      showToast({ text: t.copyFailed, isError: true });
    }
  };
  return (
    <div className="flex flex-col gap-2">
      <div className="grid grid-cols-3 gap-2">
        {formats.map(format => (
          <Button
            key={format}
            look={format === "png" ? "primary" : "secondary"}
            onPress={() => void checkAndDownload(format)}
            aria-label={t.download(format.toUpperCase())}
          >
            <Download size={16} aria-hidden /> {format.toUpperCase()}
          </Button>
        ))}
      </div>
      {canCopy && (
        <Button onPress={copy}>
          <Copy size={16} aria-hidden /> {t.copyPicture}
        </Button>
      )}
      <ConfirmDialog
        title={t.unreadableTitle}
        isOpen={asked !== undefined}
        onClose={() => setAsked(undefined)}
        confirmLabel={t.downloadAnyway}
        onConfirm={() => {
          if (asked) void download(asked);
          setAsked(undefined);
        }}
      >
        <p>{t.unreadableText}</p>
      </ConfirmDialog>
    </div>
  );
}
