import type { OpsIssue } from "@shunt/contracts/admin";
import type { ReactNode } from "react";
import { useMessages } from "../messages/catalogue.ts";
import { operationsMessages } from "./messages/index.ts";
import { sayIssue } from "./say-issue.ts";

interface IssueDetailProps {
  /** What is wrong with the part, undefined while all is well. */
  issue: OpsIssue | undefined;
  /** More about its state. */
  children?: ReactNode;
}

/** The line below the state of a part: one in alarm says why, also while nothing waits yet. */
export function IssueDetail({ issue, children }: IssueDetailProps) {
  const t = useMessages(operationsMessages);
  if (issue === undefined) return children;
  const { title, effect } = sayIssue(issue, t.sentences);
  return (
    <>
      {children && <span className="block">{children}</span>}
      {title} {effect}
    </>
  );
}
