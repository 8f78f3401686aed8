import { drawQr, toSvg } from "@shunt/qr";
import { Save, X } from "lucide-react";
import { useState } from "react";
import { Form } from "react-aria-components";
import { useMessages } from "../../messages/catalogue.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { Card } from "../../ui/page.tsx";
import { showToast } from "../../ui/toast.ts";
import { qrMessages } from "../messages/index.ts";
import { deleteDesign, listDesigns, type SavedDesign, saveDesign } from "../save/design-store.ts";
import type { StudioDesign } from "../studio-design.ts";
import { toPictureUrl } from "../to-picture-url.ts";

interface SavedDesignsProps {
  accountId: string;
  design: StudioDesign;
  /** Encoded in the small pictures. */
  text: string;
  onUse: (design: StudioDesign) => void;
}

/** The designs of this account in this browser. */
export function SavedDesigns({ accountId, design, text, onUse }: SavedDesignsProps) {
  const t = useMessages(qrMessages);
  const [designs, setDesigns] = useState(() => listDesigns(localStorage, accountId));
  const [typed, setTyped] = useState("");
  const name = typed.trim();
  const refresh = () => setDesigns(listDesigns(localStorage, accountId));
  const save = (saved: SavedDesign, message: string) => {
    try {
      saveDesign(localStorage, saved);
      showToast({ text: message });
    } catch {
      showToast({ text: t.saveFailed, isError: true });
    }
    refresh();
  };
  const remove = (saved: SavedDesign) => {
    deleteDesign(localStorage, saved);
    refresh();
    const restore = () => save(saved, t.saved(saved.name));
    showToast({ text: t.deleted(saved.name), action: { label: t.undo, run: restore } });
  };
  return (
    <Card title={t.designs}>
      <div className="flex flex-col gap-4">
        {designs.length > 0 && (
          <ul className="flex flex-wrap gap-3">
            {designs.map(each => (
              <li key={each.name} className="flex items-center gap-1 rounded-lg border border-line p-1">
                <Button look="quiet" aria-label={t.use(each.name)} onPress={() => onUse(each.design)}>
                  <Thumbnail design={each.design} text={text} />
                  <span className="max-w-32 truncate">{each.name}</span>
                </Button>
                <IconButton
                  label={t.delete(each.name)}
                  icon={<X size={16} aria-hidden />}
                  onPress={() => remove(each)}
                />
              </li>
            ))}
          </ul>
        )}
        <Form
          className="flex flex-wrap items-end gap-2"
          onSubmit={event => {
            event.preventDefault();
            const isReplaced = designs.some(each => each.name === name);
            save({ name, accountId, design }, isReplaced ? t.replaced(name) : t.saved(name));
            setTyped("");
          }}
        >
          <div className="min-w-40 flex-1">
            <TextField label={t.designName} value={typed} onChange={setTyped} maxLength={40} autoComplete="off" />
          </div>
          <Button type="submit" isDisabled={name === ""}>
            <Save size={16} aria-hidden /> {t.save}
          </Button>
        </Form>
        <p className="text-sm text-quiet">{t.designsHint}</p>
      </div>
    </Card>
  );
}

const thumbnailSize = 28;

function Thumbnail({ design, text }: { design: StudioDesign; text: string }) {
  const drawing = drawQr(text, { ...design, text: undefined, margin: 1 }, { hasLogo: design.logo !== undefined });
  const url = toPictureUrl(toSvg(drawing, { size: thumbnailSize, logo: design.logo }));
  return <img src={url} alt="" width={thumbnailSize} height={thumbnailSize} className="rounded" />;
}
