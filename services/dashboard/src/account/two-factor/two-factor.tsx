import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { queryClient } from "../../api/query-client.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Badge, Card, Skeleton } from "../../ui/page.tsx";
import { ProblemNotice } from "../../ui/problem.tsx";
import { showToast } from "../../ui/toast.ts";
import { accountMessages } from "../messages/index.ts";
import { totpQuery } from "../queries.ts";
import { DisableTotp } from "./disable-totp.tsx";
import { RecoveryCodes } from "./recovery-codes.tsx";
import { ReplaceCodes } from "./replace-codes.tsx";
import { SetUpTotp } from "./set-up-totp.tsx";

type Step = { name: "set-up" | "disable" | "replace" } | { name: "codes"; codes: readonly string[] };

/** Turns two-factor authentication on and off. */
export function TwoFactor() {
  const t = useMessages(accountMessages);
  const { data, error, refetch } = useQuery(totpQuery);
  const [step, setStep] = useState<Step>();
  const showCodes = (codes: readonly string[]) => {
    setStep({ name: "codes", codes });
    void queryClient.invalidateQueries(totpQuery);
  };
  const titles = {
    "set-up": t.totpTitle,
    disable: t.totpTitle,
    replace: t.replaceCodes,
    codes: t.recoveryTitle,
  };
  return (
    <Card
      title={t.totpTitle}
      actions={
        data && <Badge tone={data.is_enabled ? "ok" : "plain"}>{data.is_enabled ? t.totpIsOn : t.totpIsOff}</Badge>
      }
    >
      <div className="flex flex-col gap-3">
        <p className="text-quiet">{t.totpAbout}</p>
        {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
        {!data && !error && <Skeleton className="h-10 w-24" />}
        {data?.is_enabled && <p>{t.recoveryLeft(data.recovery_codes_left)}</p>}
        {data && (
          <div className="flex flex-wrap gap-2">
            {data.is_enabled ? (
              <>
                <Button onPress={() => setStep({ name: "replace" })}>{t.replaceCodes}</Button>
                <Button onPress={() => setStep({ name: "disable" })}>{t.disableTotp}</Button>
              </>
            ) : (
              <Button look="primary" onPress={() => setStep({ name: "set-up" })}>
                {t.totpSetUp}
              </Button>
            )}
          </div>
        )}
      </div>
      <Dialog title={step ? titles[step.name] : ""} isOpen={step !== undefined} onClose={() => setStep(undefined)}>
        {step?.name === "set-up" && <SetUpTotp onCodes={showCodes} />}
        {step?.name === "replace" && <ReplaceCodes onCodes={showCodes} />}
        {step?.name === "codes" && <RecoveryCodes codes={step.codes} onDone={() => setStep(undefined)} />}
        {step?.name === "disable" && (
          <DisableTotp
            onDone={() => {
              setStep(undefined);
              showToast({ text: t.totpDisabled });
              void queryClient.invalidateQueries(totpQuery);
            }}
          />
        )}
      </Dialog>
    </Card>
  );
}
