import { useState } from "react";
import { useMessages } from "../messages/catalogue.ts";
import { Card, Page } from "../ui/page.tsx";
import { ExportCard } from "./export/export-card.tsx";
import { FileDrop } from "./file/file-drop.tsx";
import type { LinkFile } from "./file/read-file.ts";
import { ImportRun } from "./import-run.tsx";
import { importMessages } from "./messages/index.ts";

/** Brings links from files of other shorteners, and gives files with all links. */
export function ImportPage() {
  const t = useMessages(importMessages);
  const [file, setFile] = useState<LinkFile>();
  return (
    <Page title={t.title} about={t.about}>
      {file ? (
        <ImportRun file={file} onLeave={() => setFile(undefined)} />
      ) : (
        <>
          <Card>
            <FileDrop onFile={setFile} />
          </Card>
          <ExportCard />
        </>
      )}
    </Page>
  );
}
