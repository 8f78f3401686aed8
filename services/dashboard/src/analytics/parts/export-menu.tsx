import { useMutation } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { api } from "../../api/client.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { Button } from "../../ui/button.tsx";
import { Menu, MenuItem } from "../../ui/menu.tsx";
import { useProblemText } from "../../ui/problem-text.ts";
import { saveFile } from "../../ui/save-file.ts";
import { showToast } from "../../ui/toast.ts";
import type { ClickSearch } from "../click-filters.ts";
import { analyticsMessages } from "../messages/index.ts";
import { type ClickScope, toClicksQuery } from "../queries.ts";

const formats = ["csv", "ndjson"] as const;

/** Saves the single clicks that the page shows as a file. */
export function ExportMenu({ scope, search }: { scope: ClickScope; search: ClickSearch }) {
  const t = useMessages(analyticsMessages);
  const toText = useProblemText();
  const download = useMutation({
    mutationFn: async (format: (typeof formats)[number]) => {
      const response = await api.exportClickEvents({ query: { ...toClicksQuery(scope, search), format } });
      saveFile(await response.blob(), `clicks.${format}`);
    },
    onError: error => showToast({ text: toText(error), isError: true }),
  });
  return (
    <Menu
      trigger={
        <Button size="small" isPending={download.isPending}>
          <Download size={15} aria-hidden />
          {t.export}
        </Button>
      }
    >
      <MenuItem onAction={() => download.mutate("csv")}>{t.exportCsv}</MenuItem>
      <MenuItem onAction={() => download.mutate("ndjson")}>{t.exportNdjson}</MenuItem>
    </Menu>
  );
}
