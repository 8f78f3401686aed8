import { toApiError } from "@shunt/contracts/client";
import type { Media } from "@shunt/contracts/social";
import { UnreachableError } from "../../api/fetch-from-server.ts";
import { getAccessToken } from "../../api/session.ts";
import { translate } from "../../api/translate.ts";

/**
 * Uploads a picture for a post. `fetch` cannot say how far it is, so this uses `XMLHttpRequest`.
 *
 * @param onProgress gets the share that is sent, from 0 to 1
 * @throws ApiError if the API refuses the picture, UnreachableError
 */
export async function uploadPicture(
  file: File,
  { signal, onProgress }: { signal: AbortSignal; onProgress: (share: number) => void },
): Promise<Media> {
  const token = await getAccessToken();
  const response = await new Promise<Response>((done, fail) => {
    const request = new XMLHttpRequest();
    request.open("POST", "/api/v1/media");
    request.setRequestHeader("content-type", file.type);
    if (token !== undefined) request.setRequestHeader("authorization", `Bearer ${token}`);
    request.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 0 : loaded / total);
    request.onload = () => done(toResponse(request));
    request.onerror = () => fail(new UnreachableError(new Error("the upload failed")));
    request.onabort = () => fail(signal.reason);
    signal.addEventListener("abort", () => request.abort());
    request.send(file);
  });
  if (!response.ok) throw await toApiError("uploadMedia", response, translate);
  return (await response.json()) as Media;
}

function toResponse(request: XMLHttpRequest): Response {
  const headers = new Headers();
  for (const name of ["content-type", "retry-after"]) {
    const value = request.getResponseHeader(name);
    if (value !== null) headers.set(name, value);
  }
  return new Response(request.responseText, { status: request.status, headers });
}
