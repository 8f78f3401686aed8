export { readOpenReports } from "./report-store.ts";
export { addReportRoutes } from "./routes.ts";
