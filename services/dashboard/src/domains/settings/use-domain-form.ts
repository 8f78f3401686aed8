import { ApiError } from "@shunt/contracts/client";
import type { DefaultDomain, UpdateDefaultDomain } from "@shunt/contracts/domains";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { toWebAddress } from "../../home/to-web-address.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { showToast } from "../../ui/toast.ts";
import { domainMessages } from "../messages/index.ts";
import {
  addressFields,
  type DomainField,
  type DomainForm,
  findBadJson,
  toDomainChanges,
  toDomainField,
  toDomainForm,
} from "./domain-form.ts";

/** Properties that a control of the form needs. */
export interface FieldState {
  name: DomainField;
  value: string;
  onChange: (value: string) => void;
  error: string | undefined;
}

export interface DomainFormState {
  form: DomainForm;
  field: (name: DomainField) => FieldState;
  isDirty: boolean;
  isSaving: boolean;
  /** A refusal that is about no field of the form. */
  error: Error | undefined;
  save: () => void;
  discard: () => void;
}

/** The settings of a domain while someone changes them. */
export function useDomainForm(
  settings: DefaultDomain,
  send: (changes: UpdateDefaultDomain) => Promise<DefaultDomain>,
): DomainFormState {
  const t = useMessages(domainMessages);
  const [before, setBefore] = useState(() => toDomainForm(settings));
  const [form, setForm] = useState(before);
  const [badJson, setBadJson] = useState<readonly DomainField[]>([]);
  const saving = useMutation({
    mutationFn: send,
    onSuccess: saved => {
      setBefore(toDomainForm(saved));
      setForm(toDomainForm(saved));
      showToast({ text: t.saved });
    },
  });
  const problems = toProblems(saving.error);
  return {
    form,
    field: name => ({
      name,
      value: form[name],
      onChange: value => {
        setForm(current => ({ ...current, [name]: value }));
        setBadJson(fields => fields.filter(each => each !== name));
      },
      error: badJson.includes(name) ? t.isNotJson : problems[name],
    }),
    isDirty: Object.keys(toDomainChanges(form, before)).length > 0,
    isSaving: saving.isPending,
    error: saving.error && Object.keys(problems).length === 0 ? saving.error : undefined,
    save: () => {
      const completed = withSchemes(form);
      setForm(completed);
      const bad = findBadJson(completed);
      setBadJson(bad);
      if (bad.length === 0) saving.mutate(toDomainChanges(completed, before));
    },
    discard: () => {
      setForm(before);
      setBadJson([]);
      saving.reset();
    },
  };
}

/** Adds the schemes that people leave out of addresses. */
function withSchemes(form: DomainForm): DomainForm {
  const addresses = addressFields.filter(field => form[field].trim() !== "");
  return { ...form, ...Object.fromEntries(addresses.map(field => [field, toWebAddress(form[field])])) };
}

function toProblems(error: Error | null): Partial<Record<DomainField, string>> {
  if (!(error instanceof ApiError)) return {};
  return Object.fromEntries(
    error.errors.flatMap(({ pointer = "", detail }) => {
      const found = toDomainField(pointer);
      return found ? [[found.field, found.place === "" ? detail : `${found.place}: ${detail}`]] : [];
    }),
  );
}
