import type { Tracing } from "@shunt/runtime";
import type { AccountsDeps } from "./accounts/index.ts";
import type { AdminDeps } from "./admin/index.ts";
import type { AnalyticsDeps } from "./analytics/index.ts";
import type { AuthDeps } from "./auth/index.ts";
import type { ChangesDeps } from "./changes/index.ts";
import type { DomainsDeps } from "./domains/index.ts";
import type { HttpDeps } from "./http/index.ts";
import type { LimitsDeps } from "./limits/index.ts";
import type { LinksDeps } from "./links/index.ts";
import type { OpsDeps } from "./ops/index.ts";
import type { OutboundDeps } from "./outbound/index.ts";
import type { PreviewsDeps } from "./previews/index.ts";
import type { QrDeps } from "./qr/index.ts";
import type { RequestLogDeps } from "./request-log/index.ts";
import type { SimulationDeps } from "./simulation/index.ts";
import type { TargetsDeps } from "./targets/index.ts";
import type { UtmTemplatesDeps } from "./utm-templates/index.ts";
import type { WebhooksDeps } from "./webhooks/index.ts";

/** The dependencies of all features together. Only the root creates it and passes it to their routes. */
export interface Context
  extends TargetsDeps,
    OutboundDeps,
    ChangesDeps,
    LimitsDeps,
    AuthDeps,
    HttpDeps,
    RequestLogDeps,
    DomainsDeps,
    UtmTemplatesDeps,
    WebhooksDeps,
    LinksDeps,
    AdminDeps,
    PreviewsDeps,
    QrDeps,
    SimulationDeps,
    AccountsDeps,
    AnalyticsDeps,
    OpsDeps {
  tracing: Tracing | undefined;
}
