import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Keyboard, Link2, Plus, Search } from "lucide-react";
import { type ReactNode, useState } from "react";
import {
  Autocomplete,
  Dialog,
  Header,
  Input,
  Menu,
  MenuItem,
  MenuSection,
  Modal,
  ModalOverlay,
  SearchField,
  useFilter,
} from "react-aria-components";
import { api } from "../api/client.ts";
import { appMessages } from "../app/messages/index.ts";
import { useNavigation } from "../app/use-navigation.ts";
import { useMessages } from "../messages/catalogue.ts";
import { optionClass } from "../ui/menu-classes.ts";
import { toShortName } from "../ui/short-name.ts";
import { paletteMessages } from "./messages/index.ts";
import { rankLinks } from "./rank-links.ts";

const shownLinks = 6;
/** More than are shown, of which the best are. The API returns the newest first. */
const foundLinks = 25;

interface Command {
  id: string;
  label: string;
  about?: string;
  icon: ReactNode;
  run: () => void;
}

/** Finds pages, actions and links by a few letters. */
export function Palette({ onClose, onShowKeys }: { onClose: () => void; onShowKeys: () => void }) {
  const t = useMessages(paletteMessages);
  const app = useMessages(appMessages);
  const navigate = useNavigate();
  const pages = useNavigation().flat();
  const { contains } = useFilter({ sensitivity: "base" });
  const [text, setText] = useState("");
  const search = text.trim();
  const { data } = useQuery({
    queryKey: ["links", "palette", search],
    queryFn: ({ signal }) => api.listLinks({ query: { search, size: foundLinks }, signal }),
    enabled: search !== "",
    placeholderData: before => before,
  });
  const commands: Command[] = [
    { id: "create", label: t.createLink, icon: <Plus size={16} />, run: () => void navigate({ to: "/links/new" }) },
    ...pages.map(({ to, label, icon: Icon }) => ({
      id: to,
      label: t.goTo(app[label]),
      icon: <Icon size={16} />,
      run: () => void navigate({ href: to }),
    })),
    { id: "keys", label: t.help, icon: <Keyboard size={16} />, run: onShowKeys },
  ];
  const links: Command[] = (search === "" ? [] : rankLinks(data?.items ?? [], search).slice(0, shownLinks)).map(
    link => ({
      id: link.id,
      label: link.title ?? link.short_code,
      about: toShortName(link.short_url),
      icon: <Link2 size={16} />,
      run: () => void navigate({ to: "/links/$id", params: { id: link.id } }),
    }),
  );
  const groups = [
    { name: t.pages, commands: commands.filter(({ label }) => contains(label, search)) },
    // The API has searched them: by title, code, address and more.
    { name: t.links, commands: links },
  ].filter(group => group.commands.length > 0);
  const run = (id: string) => {
    onClose();
    [...commands, ...links].find(command => command.id === id)?.run();
  };
  return (
    <ModalOverlay
      isOpen
      isDismissable
      onOpenChange={isOpen => isOpen || onClose()}
      className="fixed inset-0 z-40 flex justify-center bg-[rgb(0_0_0/45%)] p-4 pt-[12vh]"
    >
      <Modal className="h-fit w-full max-w-xl overflow-hidden rounded-2xl border border-line bg-raised shadow-raised">
        <Dialog aria-label={t.title} className="outline-none">
          <Autocomplete inputValue={text} onInputChange={setText}>
            <SearchField
              aria-label={t.placeholder}
              autoFocus
              className="flex items-center gap-3 border-b border-line px-4"
            >
              <Search size={18} className="text-quiet" aria-hidden />
              <Input placeholder={t.placeholder} className="h-12 min-w-0 flex-1 bg-transparent outline-none" />
            </SearchField>
            <Menu
              aria-label={t.title}
              className="max-h-96 overflow-auto p-2 outline-none"
              onAction={id => run(String(id))}
              renderEmptyState={() => <p className="p-6 text-center text-quiet">{t.nothing}</p>}
            >
              {groups.map(group => (
                <MenuSection key={group.name}>
                  <Header className="px-2.5 pt-2 pb-1 text-xs text-quiet">{group.name}</Header>
                  {group.commands.map(({ id, label, about, icon }) => (
                    <MenuItem key={id} id={id} textValue={label} className={optionClass}>
                      <span className="text-quiet">{icon}</span>
                      <span className="min-w-0 truncate">{label}</span>
                      {about !== undefined && (
                        <span className="ml-auto max-w-1/2 shrink-0 truncate text-sm text-quiet">{about}</span>
                      )}
                    </MenuItem>
                  ))}
                </MenuSection>
              ))}
            </Menu>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
