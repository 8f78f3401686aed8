import type { Link } from "@shunt/contracts/links";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useMessages } from "../../messages/catalogue.ts";
import { Button } from "../../ui/button.tsx";
import { Card, Skeleton } from "../../ui/page.tsx";
import { ProblemNotice } from "../../ui/problem.tsx";
import { AddCodeDialog } from "./add-code-dialog.tsx";
import { CodeItem } from "./code-item.tsx";
import { codesQuery } from "./codes-query.ts";
import { codesMessages } from "./messages/index.ts";

interface CodesCardProps {
  link: Link;
  /** Reads the link again, whose version and short URL may have changed. */
  onChanged: () => Promise<void>;
}

/** The codes of a link: to add further ones, to remove them, and to choose the one that lists show. Saved at once. */
export function CodesCard({ link, onChanged }: CodesCardProps) {
  const t = useMessages(codesMessages);
  const queryClient = useQueryClient();
  const { data, error, refetch } = useQuery(codesQuery(link.id));
  const [isAdding, setAdding] = useState(false);
  const change = async () => {
    await Promise.all([queryClient.invalidateQueries(codesQuery(link.id)), onChanged()]);
  };
  return (
    <Card title={t.title}>
      <p className="-mt-3 text-sm text-quiet">{t.about}</p>
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton className="mt-3 h-8 w-full" />}
      <ul className="mt-2 flex flex-col">
        {data?.items.map(code => (
          <CodeItem key={code.short_url} linkId={link.id} code={code} onChanged={change} />
        ))}
      </ul>
      <div className="mt-2">
        <Button size="small" onPress={() => setAdding(true)}>
          <Plus size={16} aria-hidden /> {t.add}
        </Button>
      </div>
      {isAdding && <AddCodeDialog link={link} onClose={() => setAdding(false)} onAdded={change} />}
    </Card>
  );
}
