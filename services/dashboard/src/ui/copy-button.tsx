import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { useMessages } from "../messages/catalogue.ts";
import { Button, IconButton } from "./button.tsx";
import { uiMessages } from "./messages/index.ts";

const confirmationMs = 2_000;

/** Copies a text and says so for two seconds. With `label` it is a button with text. */
export function CopyButton({ text, label }: { text: string; label?: string }) {
  const t = useMessages(uiMessages);
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    await copyText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), confirmationMs);
  };
  const icon = isCopied ? <Check size={16} className="text-ok" aria-hidden /> : <Copy size={16} aria-hidden />;
  const status = isCopied ? t.copied : (label ?? t.copy);
  if (label === undefined) return <IconButton label={status} icon={icon} onPress={copy} />;
  return (
    <Button onPress={copy}>
      {icon}
      <span aria-live="polite">{status}</span>
    </Button>
  );
}

/** The clipboard's API exists over HTTPS and on localhost only; the older way works everywhere. */
async function copyText(text: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = document.createElement("textarea");
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}
