export { addDashboard } from "./add-dashboard.ts";
