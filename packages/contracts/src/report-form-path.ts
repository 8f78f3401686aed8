/**
 * The page with the form for reports of links, at management. Below `/api`, which every proxy routes to management, so it takes no code
 * from short URLs on the same host.
 */
export const reportFormPath = "/api/v1/report-form";
