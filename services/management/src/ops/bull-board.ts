import { createBullBoard } from "@bull-board/api";
import { ExpressAdapter } from "@bull-board/express";
import type { BoardQueues } from "@shunt/queue/board";
import type { RequestHandler } from "express";
import { toDashboardPage } from "./to-dashboard-page.ts";

const queuesPath = "/ops/queues";

/** Allowed besides reading. Nothing can be deleted or added here: a deleted batch means lost clicks. */
const allowedChanges = ["/api/queues/:queueName/retry/:queueStatus", "/api/queues/:queueName/:jobId/retry"];

const refusal = "Jobs can only be retried here. To delete failed click batches for good, run shunt clicks discard.";

const fonts = { "font-sans": "system-ui, sans-serif", "font-mono": "ui-monospace, monospace" };

/** Bull Board without resources from other hosts. */
export function createOfflineBoard({ find }: BoardQueues, appUrl: string): RequestHandler {
  const serverAdapter = new OfflineAdapter();
  serverAdapter.setBasePath(queuesPath);
  const { replaceQueues } = createBullBoard({
    queues: [],
    serverAdapter,
    options: {
      uiConfig: {
        boardTitle: "Shunt queues",
        hideDocsLink: true,
        miscLinks: [{ text: "Operations", url: toDashboardPage(appUrl) }],
        theme: { light: fonts, dark: fonts },
      },
      handlerHooks: {
        before: ({ method, route }) => ({
          allow: method === "get" || allowedChanges.includes(route),
          message: refusal,
        }),
      },
    },
  });
  const board: RequestHandler = serverAdapter.getRouter();
  return async (req, res, next) => {
    if (req.path.startsWith("/api/")) replaceQueues(await find());
    return board(req, res, next);
  };
}

class OfflineAdapter extends ExpressAdapter {
  constructor() {
    super();
    this.app.disable("x-powered-by");
  }

  override setEntryRoute(route: Parameters<ExpressAdapter["setEntryRoute"]>[0]) {
    this.app.get(route.route, (_req, res, next) => {
      const { name, params } = route.handler({ basePath: this.basePath, uiConfig: this.uiConfig });
      res.render(name, params, (err, page) => (err ? next(err) : res.send(withoutOtherHosts(page))));
    });
    return this;
  }
}

function withoutOtherHosts(page: string): string {
  return page.replace(/<link[^>]+href="https?:[^>]*>/g, "");
}
