import type { Domain } from "@shunt/contracts/domains";
import { useMessages } from "../../messages/catalogue.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { domainMessages } from "../messages/index.ts";
import { toAddressRecord } from "./to-address-record.ts";

interface DnsRecordsProps {
  domain: Domain;
  /** Origin of short URLs on the shared domain, which visitors of the new one must reach too. */
  shortUrlBase: string;
}

/** The records to set at the provider, each part with a button to copy it. */
export function DnsRecords({ domain: { host, verification }, shortUrlBase }: DnsRecordsProps) {
  const t = useMessages(domainMessages);
  const records = [
    ...(verification ? [{ ...verification, purpose: t.dnsProof }] : []),
    { ...toAddressRecord(shortUrlBase), name: host, purpose: t.dnsPoint },
  ];
  return (
    <div className="flex flex-col gap-3">
      <ul className="flex flex-col divide-y divide-line rounded-xl border border-line">
        {records.map(({ type, name, value, purpose }) => (
          <li key={type} className="px-4 py-3">
            <p className="text-sm text-quiet">{purpose}</p>
            <dl className="mt-1 grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-4">
              <dt className="text-sm text-quiet">{t.dnsType}</dt>
              <dd className="flex h-8 items-center font-mono text-sm">{type}</dd>
              <Copied label={t.dnsName} text={name} />
              <Copied label={t.dnsValue} text={value} />
            </dl>
          </li>
        ))}
      </ul>
      <p className="text-sm text-quiet">{t.dnsApex}</p>
    </div>
  );
}

function Copied({ label, text }: { label: string; text: string }) {
  return (
    <>
      <dt className="text-sm text-quiet">{label}</dt>
      <dd className="flex min-h-8 min-w-0 items-center gap-2">
        <code className="min-w-0 font-mono text-sm wrap-anywhere">{text}</code>
        <CopyButton text={text} />
      </dd>
    </>
  );
}
