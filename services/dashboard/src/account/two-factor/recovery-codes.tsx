import { Download } from "lucide-react";
import { useMessages } from "../../messages/catalogue.ts";
import { Button } from "../../ui/button.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { saveFile } from "../../ui/save-file.ts";
import { accountMessages } from "../messages/index.ts";

/** New recovery codes, which are shown once. */
export function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  const t = useMessages(accountMessages);
  const text = `${codes.join("\n")}\n`;
  return (
    <>
      <p className="text-quiet">{t.recoveryAbout}</p>
      <ul className="grid grid-cols-2 gap-2 rounded-lg bg-sunken p-4 text-center font-mono">
        {codes.map(code => (
          <li key={code} className="wrap-anywhere">
            {code}
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <CopyButton text={text} label={t.copyCodes} />
        <Button onPress={() => saveFile(new Blob([text], { type: "text/plain" }), "recovery-codes.txt")}>
          <Download size={16} aria-hidden />
          {t.downloadCodes}
        </Button>
        <Button look="primary" onPress={onDone}>
          {t.recoverySaved}
        </Button>
      </div>
    </>
  );
}
