import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { ComboBox, Input, Label, ListBox, ListBoxItem, Popover } from "react-aria-components";
import { api } from "../../api/client.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { inputClass } from "../../ui/field.tsx";
import { optionClass, popoverClass } from "../../ui/menu-classes.ts";
import { toReadableUrl } from "../../ui/short-name.ts";
import { analyticsMessages } from "../messages/index.ts";

const offered = 10;

interface LinkPickerProps {
  /** Ids that are chosen already, which are not offered. */
  chosen: readonly string[];
  onChoose: (id: string) => void;
}

/** Finds a link by its code, title or destination. Without text it offers the most clicked ones. */
export function LinkPicker({ chosen, onChoose }: LinkPickerProps) {
  const t = useMessages(analyticsMessages);
  const [text, setText] = useState("");
  const search = useDeferredValue(text.trim());
  const { data } = useQuery({
    queryKey: ["links", "picker", search],
    queryFn: ({ signal }) =>
      api.listLinks({
        query: { sort: "-click_count", size: offered + chosen.length, ...(search && { search }) },
        signal,
      }),
    placeholderData: keepPreviousData,
  });
  const items = (data?.items ?? []).filter(({ id }) => !chosen.includes(id)).slice(0, offered);
  return (
    <ComboBox
      items={items}
      inputValue={text}
      onInputChange={setText}
      value={null}
      onChange={key => {
        if (key === null) return;
        onChoose(String(key));
        setText("");
      }}
      menuTrigger="focus"
      allowsEmptyCollection
      className="flex max-w-md flex-col gap-1.5"
    >
      <Label className="sr-only">{t.addLink}</Label>
      <Input className={inputClass} placeholder={t.addLink} />
      <Popover className={`${popoverClass} max-h-80 w-(--trigger-width)`}>
        <ListBox<(typeof items)[number]>
          className="outline-none"
          renderEmptyState={() => <p className="px-3 py-2 text-quiet">{t.noSuchLink}</p>}
        >
          {({ id, short_code, title, original_url }) => (
            <ListBoxItem id={id} textValue={short_code} className={`${optionClass} flex-col items-start! gap-0!`}>
              <span className="font-medium">{title ?? short_code}</span>
              <span className="w-full truncate text-sm text-quiet">
                {short_code} → {toReadableUrl(original_url)}
              </span>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
