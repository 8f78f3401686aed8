import type { Label } from "@shunt/contracts/links";
import { useMutation } from "@tanstack/react-query";
import { Button } from "react-aria-components";
import { useMessages } from "../messages/catalogue.ts";
import { Menu, MenuItem } from "../ui/menu.tsx";
import { useProblemText } from "../ui/problem-text.ts";
import { showToast } from "../ui/toast.ts";
import { ColorDot, type ColorName, colorNames, toColor } from "./label-color.tsx";
import { type LabelColor, type LabelKind, labelRequests } from "./label-kinds.ts";
import { changeCachedLabel, refreshLabels } from "./label-lists.ts";
import { labelMessages } from "./messages/index.ts";

/** Shows the colour of a label and changes it at once. */
export function ColorMenu({ kind, label }: { kind: LabelKind; label: Label }) {
  const t = useMessages(labelMessages);
  const toText = useProblemText();
  const paint = useMutation({
    mutationFn: (color: LabelColor) => labelRequests[kind].update(label, { color }),
    onMutate: color => changeCachedLabel(kind, label, { color }),
    onError: error => showToast({ text: toText(error), isError: true }),
    onSettled: () => refreshLabels(kind),
  });
  const chosen: ColorName = label.color ?? "none";
  return (
    <Menu
      trigger={
        <Button
          aria-label={t.colorOf(label.name, t.colors[chosen])}
          className="flex size-8 shrink-0 cursor-pointer items-center justify-center rounded-lg data-hovered:bg-sunken"
        >
          <ColorDot color={label.color} />
        </Button>
      }
      selectionMode="single"
      selectedKeys={[chosen]}
      onAction={key => paint.mutate(toColor(key as ColorName))}
    >
      {colorNames.map(name => (
        <MenuItem key={name} id={name} icon={<ColorDot color={toColor(name)} />}>
          {t.colors[name]}
        </MenuItem>
      ))}
    </Menu>
  );
}
