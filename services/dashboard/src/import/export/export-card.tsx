import { useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useState } from "react";
import { api } from "../../api/client.ts";
import { domainsQuery } from "../../editor/api.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { toOptions } from "../../messages/choices.ts";
import { formatNumber } from "../../messages/format.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/page.tsx";
import { Progress } from "../../ui/progress.tsx";
import { Select } from "../../ui/select.tsx";
import { importMessages } from "../messages/index.ts";
import { useDownload } from "./use-download.ts";

type LinkFormat = "csv" | "ndjson";
type MapFormat = "redirects" | "apache" | "json";

const mapFiles = { redirects: "_redirects", apache: "redirects.txt", json: "redirects.json" } as const;

/** Files with all links, and with what their codes lead to. */
export function ExportCard() {
  const t = useMessages(importMessages);
  const { download, start } = useDownload();
  return (
    <Card title={t.export}>
      <div className="flex flex-col gap-6">
        <LinkExport
          onStart={format => void start(`links.${format}`, signal => api.exportLinks({ query: { format }, signal }))}
        />
        <MapExport
          onStart={(format, domain) =>
            void start(mapFiles[format], signal =>
              api.exportRedirectMap({ query: { format, ...(domain && { domain }) }, signal }),
            )
          }
        />
        {download && (
          <div className="flex items-center gap-3">
            <Progress label={t.export} valueText={t.received(toSize(download.received))} />
            <Button size="small" onPress={download.stop}>
              {t.stop}
            </Button>
          </div>
        )}
      </div>
    </Card>
  );
}

function LinkExport({ onStart }: { onStart: (format: LinkFormat) => void }) {
  const t = useMessages(importMessages);
  const [format, setFormat] = useState<LinkFormat>("csv");
  return (
    <div className="flex flex-col gap-3">
      <p className="-mt-2 text-quiet">{t.exportAbout}</p>
      <div className="flex flex-wrap items-end gap-3">
        <div className="w-full @phone:w-96">
          <Select
            label={t.format}
            options={toOptions(t.exportFormats)}
            value={format}
            onChange={value => setFormat(value as LinkFormat)}
          />
        </div>
        <SaveButton onPress={() => onStart(format)} />
      </div>
    </div>
  );
}

function MapExport({ onStart }: { onStart: (format: MapFormat, domain: string) => void }) {
  const t = useMessages(importMessages);
  const { data } = useQuery(domainsQuery);
  const [format, setFormat] = useState<MapFormat>("redirects");
  const [domain, setDomain] = useState("");
  const hosts = data?.items.filter(({ is_verified }) => is_verified).map(({ host }) => host) ?? [];
  return (
    <div className="flex flex-col gap-3 border-t border-line pt-5">
      <div>
        <h3 className="text-base">{t.redirectMap}</h3>
        <p className="text-quiet">{t.redirectMapAbout}</p>
      </div>
      <div className="flex flex-wrap items-end gap-3">
        {hosts.length > 0 && (
          <div className="w-full @phone:w-56">
            <Select
              label={t.from}
              options={[{ value: "", label: t.shared }, ...hosts.map(host => ({ value: host, label: host }))]}
              value={domain}
              onChange={setDomain}
            />
          </div>
        )}
        <div className="w-full @phone:w-64">
          <Select
            label={t.format}
            options={toOptions(t.redirectMapFormats)}
            value={format}
            onChange={value => setFormat(value as MapFormat)}
          />
        </div>
        <SaveButton onPress={() => onStart(format, domain)} />
      </div>
    </div>
  );
}

function SaveButton({ onPress }: { onPress: () => void }) {
  const t = useMessages(importMessages);
  return (
    <Button onPress={onPress}>
      <Download size={16} aria-hidden />
      {t.save}
    </Button>
  );
}

const toSize = (bytes: number) => `${formatNumber(Math.ceil(bytes / 1_000))} kB`;
