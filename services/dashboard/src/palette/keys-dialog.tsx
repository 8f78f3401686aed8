import { useMessages } from "../messages/catalogue.ts";
import { Dialog } from "../ui/dialog.tsx";
import { paletteMessages } from "./messages/index.ts";

const modifier = /Mac|iP(hone|ad)/.test(navigator.userAgent) ? "⌘" : "Ctrl";

/** Lists the keys. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  const t = useMessages(paletteMessages);
  const keys = [
    [[modifier, "K"], t.openPalette],
    [["C"], t.createLink],
    [["/"], t.search],
    [["J", "K"], t.clickDetails],
    [["X"], t.selectLink],
    [["E"], t.editLink],
    [[modifier, "S"], t.save],
    [["?"], t.help],
  ] as const;
  return (
    <Dialog title={t.keys} isOpen onClose={onClose}>
      <dl className="grid grid-cols-[auto_1fr] items-center gap-x-6 gap-y-2.5">
        {keys.map(([names, about]) => (
          <div key={about} className="contents">
            <dt className="flex gap-1">
              {names.map(name => (
                <kbd
                  key={name}
                  className="min-w-7 rounded-md border border-line bg-sunken px-1.5 text-center font-sans text-sm"
                >
                  {name}
                </kbd>
              ))}
            </dt>
            <dd>{about}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
