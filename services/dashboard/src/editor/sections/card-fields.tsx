import { useController } from "react-hook-form";
import { useMessages } from "../../messages/catalogue.ts";
import { Button } from "../../ui/button.tsx";
import { TextArea, TextField } from "../../ui/field.tsx";
import type { CardForm, LinkForm } from "../form/link-form.ts";
import { useFieldErrors } from "../form/use-field-errors.ts";
import { editorMessages } from "../messages/index.ts";
import { PictureUpload } from "./picture-upload.tsx";

const emptyCard: CardForm = { title: "", description: "", image_url: "", image_width: null, image_height: null };

/** What messengers and social networks show for the link. */
export function CardFields() {
  const t = useMessages(editorMessages);
  const { field } = useController<LinkForm, "card">({ name: "card" });
  const errors = useFieldErrors();
  const card = field.value;
  const change = (part: Partial<CardForm>) => field.onChange({ ...(card ?? emptyCard), ...part });
  if (card === null) {
    return (
      <div className="flex flex-wrap items-center gap-3">
        <p className="mr-auto text-quiet">{t.cardOff}</p>
        <Button onPress={() => change({})}>{t.cardOn}</Button>
      </div>
    );
  }
  return (
    <>
      <TextField
        label={t.cardTitle}
        value={card.title}
        onChange={title => change({ title })}
        error={errors.at("card.title") ?? errors.at("card")}
        isRequired
      />
      <TextArea
        label={t.cardDescription}
        value={card.description}
        onChange={description => change({ description })}
        error={errors.at("card.description")}
      />
      <PictureUpload
        onUpload={({ url, width, height }) => change({ image_url: url, image_width: width, image_height: height })}
      />
      <TextField
        label={t.cardPicture}
        hint={t.cardPictureHint}
        value={card.image_url}
        // The size of one picture is wrong for another.
        onChange={image_url => change({ image_url, image_width: null, image_height: null })}
        error={errors.at("card.image_url")}
      />
      <div>
        <Button onPress={() => field.onChange(null)}>{t.cardRemove}</Button>
      </div>
    </>
  );
}
