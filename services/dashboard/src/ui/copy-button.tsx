import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { useMessages } from "../messages/catalogue.ts";
import { Button, IconButton } from "./button.tsx";
import { copyText } from "./copy-text.ts";
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
