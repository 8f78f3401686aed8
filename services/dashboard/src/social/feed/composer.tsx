import { pictureTypes, type Visibility } from "@shunt/contracts/social";
import { useMutation } from "@tanstack/react-query";
import { ImagePlus } from "lucide-react";
import { type ClipboardEvent, type KeyboardEvent, useState } from "react";
import { FileTrigger, Form } from "react-aria-components";
import { api } from "../../api/client.ts";
import { useInstance } from "../../api/instance.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { Button } from "../../ui/button.tsx";
import { TextArea } from "../../ui/field.tsx";
import { ProblemNotice } from "../../ui/problem.tsx";
import { toFieldErrors } from "../../ui/problem-text.ts";
import { Select } from "../../ui/select.tsx";
import { showToast } from "../../ui/toast.ts";
import { addCachedPosts, stopReadingPosts } from "./cached-posts.ts";
import { feedMessages } from "./messages/index.ts";
import { PictureField } from "./picture-field.tsx";
import { usePicture } from "./use-picture.ts";
import { visibilities } from "./visibilities.ts";

const maxLength = 5_000;
/** The count is shown from here on. */
const nearEnd = 4_500;

/** Writes a post: text whose addresses become short links, and a picture. */
export function Composer() {
  const t = useMessages(feedMessages);
  const instance = useInstance();
  const canUpload = instance?.uploads_enabled === true;
  const [content, setContent] = useState("");
  const [alt, setAlt] = useState("");
  const [visibility, setVisibility] = useState<Visibility>("friends");
  const { picture, choose, remove, release } = usePicture();
  const links = content.match(/https?:\/\/[^\s]+/gi)?.length ?? 0;
  const publish = useMutation({
    mutationFn: () =>
      api.createPost({
        body: {
          content,
          visibility,
          ...(picture?.media && { media: picture.media.media_id }),
          ...(picture?.media && alt.trim() !== "" && { media_alt: alt }),
        },
      }),
    onSuccess: async post => {
      setContent("");
      setAlt("");
      release();
      await stopReadingPosts();
      addCachedPosts([post]);
      showToast({ text: t.posted(post.links.length) });
    },
  });
  const fieldErrors = toFieldErrors(publish.error);
  const shownElsewhere = fieldErrors.content === undefined && fieldErrors.media_alt === undefined;
  const isUploading = picture !== undefined && !picture.media && !picture.error;
  const canPublish = content.trim() !== "" && !isUploading && !picture?.error;
  const submit = () => canPublish && !publish.isPending && publish.mutate();
  const change = (set: (text: string) => void) => (text: string) => {
    set(text);
    publish.reset();
  };
  const onPaste = ({ clipboardData }: ClipboardEvent) => {
    const file = [...clipboardData.files].find(({ type }) => pictureTypes.some(each => each === type));
    if (file && canUpload) choose(file);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit();
  };

  return (
    <Form
      aria-label={t.newPost}
      className="@container flex flex-col gap-3 rounded-2xl border border-line bg-card p-4"
      onSubmit={event => {
        event.preventDefault();
        submit();
      }}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keys and pasted pictures of the field inside */}
      <div onPaste={onPaste} onKeyDown={onKeyDown}>
        <TextArea
          label={t.newPost}
          isLabelHidden
          placeholder={t.placeholder}
          rows={3}
          maxLength={maxLength}
          value={content}
          onChange={change(setContent)}
          error={fieldErrors.content}
          hint={links > 0 ? t.becomeShort(links) : t.linksHint}
        />
      </div>
      {picture && (
        <PictureField
          picture={picture}
          alt={alt}
          altError={fieldErrors.media_alt}
          onAlt={change(setAlt)}
          onRemove={remove}
        />
      )}
      {publish.error && shownElsewhere && <ProblemNotice error={publish.error} />}
      <div className="flex flex-wrap items-center gap-2">
        {/* Keeps the place of the button until it is known whether there are uploads. */}
        {(canUpload || instance === undefined) && (
          <FileTrigger acceptedFileTypes={pictureTypes} onSelect={files => files?.[0] && choose(files[0])}>
            <Button isDisabled={!canUpload}>
              <ImagePlus size={18} aria-hidden />
              {picture ? t.otherPicture : t.addPicture}
            </Button>
          </FileTrigger>
        )}
        <Select
          label={t.visibleTo}
          isLabelHidden
          value={visibility}
          onChange={setVisibility}
          options={visibilities.map(value => ({ value, label: t.visibilities[value] }))}
        />
        <div className="ml-auto flex items-center gap-2">
          <span className="text-sm text-quiet">
            {content.length > nearEnd && t.charactersLeft(maxLength - content.length)}
          </span>
          <Button type="submit" look="primary" isDisabled={!canPublish} isPending={publish.isPending}>
            {t.publish}
          </Button>
        </div>
      </div>
    </Form>
  );
}
