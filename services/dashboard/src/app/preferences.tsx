import { Languages, Monitor, Moon, Sun } from "lucide-react";
import { useState } from "react";
import { useMessages } from "../messages/catalogue.ts";
import { chooseLocale, languageNames, locale } from "../messages/locale.ts";
import { type Locale, locales } from "../messages/locales.ts";
import { IconButton } from "../ui/button.tsx";
import { Menu, MenuItem } from "../ui/menu.tsx";
import { appMessages } from "./messages/index.ts";
import { chooseTheme, readTheme, type Theme, themes } from "./theme.ts";

const icons = { system: Monitor, light: Sun, dark: Moon };

/** Menus for colours and language. */
export function Preferences() {
  const t = useMessages(appMessages);
  const [theme, setTheme] = useState(readTheme);
  const Icon = icons[theme];
  return (
    <div className="flex gap-1">
      <Menu
        trigger={<IconButton size="medium" label={t.theme} icon={<Icon size={18} />} />}
        selectionMode="single"
        selectedKeys={[theme]}
        onAction={chosen => {
          chooseTheme(chosen as Theme);
          setTheme(chosen as Theme);
        }}
      >
        {themes.map(each => (
          <MenuItem key={each} id={each}>
            {t[each]}
          </MenuItem>
        ))}
      </Menu>
      <Menu
        trigger={<IconButton size="medium" label={t.language} icon={<Languages size={18} />} />}
        selectionMode="single"
        selectedKeys={[locale]}
        onAction={chosen => chooseLocale(chosen as Locale)}
      >
        {locales.map(each => (
          <MenuItem key={each} id={each}>
            {languageNames[each]}
          </MenuItem>
        ))}
      </Menu>
    </div>
  );
}
