import type { CookieOptions, Request, Response } from "express";

/**
 * Scripts cannot read the cookie, and other sites cannot make the browser send it. Over HTTPS, its prefix binds it to
 * this host (https://www.rfc-editor.org/rfc/rfc6265#section-4.1.2, and its successor rfc6265bis, 4.1.3.2), which
 * requires the path `/`.
 *
 * @param path that needs the cookie
 */
export function createCookie(baseName: string, { appUrl, path }: { appUrl: string; path: string }) {
  const isHttps = appUrl.startsWith("https:");
  const name = isHttps ? `__Host-${baseName}` : baseName;
  const options: CookieOptions = {
    httpOnly: true,
    sameSite: "strict",
    secure: isHttps,
    path: isHttps ? "/" : path,
  };
  return {
    read: (req: Request) => findCookie(req.get("cookie") ?? "", name),
    /** @param maxAgeMs by default until the browser is closed */
    set: (res: Response, value: string, maxAgeMs?: number) =>
      res.cookie(name, value, maxAgeMs === undefined ? options : { ...options, maxAge: maxAgeMs }),
    clear: (res: Response) => res.clearCookie(name, options),
  };
}

export type Cookie = ReturnType<typeof createCookie>;

function findCookie(header: string, name: string): string | undefined {
  const pair = header.split(";").find(part => part.trim().startsWith(`${name}=`));
  return pair?.trim().slice(name.length + 1);
}
