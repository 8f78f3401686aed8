import {
  BaseUrl,
  Count,
  DatabaseUrl,
  Flag,
  LogLevel,
  loadConfig,
  MailFrom,
  Networks,
  OpsHost,
  Port,
  PositiveInt,
  RedisUrl,
  SecretKeys,
  SmtpUrl,
  tracingSettings,
} from "@shunt/runtime";
import { z } from "zod";
import { BucketUrl, refuseHalfStore } from "./social/media/store-settings.ts";

export type Config = ReturnType<typeof loadManagementConfig>;

/** @throws Error that names every bad variable. */
export function loadManagementConfig(env?: Record<string, string | undefined>) {
  const config = loadConfig(
    {
      DATABASE_URL: DatabaseUrl,
      REDIS_CACHE_URL: RedisUrl,
      /** Looked at, for operators; and it keeps the counters of limits. */
      REDIS_QUEUE_URL: RedisUrl,
      SECRET_KEY: SecretKeys,
      /** Of short links. */
      BASE_URL: BaseUrl.prefault("http://localhost:8000"),
      /** Of this service, as clients see it. */
      APP_URL: BaseUrl.prefault("http://localhost:8001"),
      MANAGEMENT_PORT: Port.default(8001),
      OPS_HOST: OpsHost,
      MANAGEMENT_OPS_PORT: Port.default(9001),
      ACCESS_TOKEN_EXPIRE_MINUTES: PositiveInt.max(24 * 60).default(30),
      REFRESH_TOKEN_EXPIRE_DAYS: PositiveInt.max(365).default(30),
      SHORT_CODE_LENGTH: PositiveInt.min(4).max(50).default(7),
      /** Of pages whose scripts may use the API, separated by commas. */
      CORS_ORIGINS: z
        .string()
        .default("")
        .transform(list => list.split(",").flatMap(origin => origin.trim() || []))
        .pipe(z.array(BaseUrl)),
      TRUSTED_PROXIES: z.string().default(""),
      /** Private networks that this service, for webhooks and previews, may ask on behalf of its users. */
      OUTBOUND_ALLOWED_NETWORKS: Networks.prefault(""),
      /** Requests of an account within a window, which is in seconds; 0 for any number, here and below. */
      RATE_LIMIT_REQUESTS: Count.default(100),
      RATE_LIMIT_WINDOW: PositiveInt.max(24 * 60 * 60).default(60),
      /** Of an address without an account. */
      RATE_LIMIT_ANONYMOUS_REQUESTS: Count.default(20),
      /** Pictures of an address within RATE_LIMIT_WINDOW, such as QR codes. */
      RATE_LIMIT_PICTURE: Count.default(300),
      /** Within an hour. */
      RATE_LIMIT_REGISTER: Count.default(10),
      /** Within five minutes. */
      RATE_LIMIT_LOGIN: Count.default(20),
      /** Mails that are asked for within an hour. */
      RATE_LIMIT_MAIL: Count.default(5),
      /** Wrong codes of a second factor within an hour. */
      RATE_LIMIT_TOTP: Count.default(10),
      /** Links within an hour. */
      RATE_LIMIT_CREATE: Count.default(100),
      RATE_LIMIT_ANONYMOUS_CREATE: Count.default(10),
      /** Requests of up to 10,000 links, within an hour. */
      RATE_LIMIT_BULK: Count.default(10),
      /** Posts, friends and notifications. */
      SOCIAL_ENABLED: Flag.default(true),
      /** Within an hour, here and below. */
      RATE_LIMIT_POST: Count.default(60),
      RATE_LIMIT_COMMENT: Count.default(120),
      RATE_LIMIT_FRIEND_REQUEST: Count.default(60),
      RATE_LIMIT_UPLOAD: Count.default(60),
      /** A directory, or a bucket, which goes before it, for the pictures of posts; without either, none are taken. */
      MEDIA_DIR: z.string().optional(),
      MEDIA_S3_URL: BucketUrl.optional(),
      MEDIA_S3_REGION: z.string().default("us-east-1"),
      MEDIA_S3_ACCESS_KEY_ID: z.string().optional(),
      MEDIA_S3_SECRET_ACCESS_KEY: z.string().optional(),
      /** Of one account. */
      MEDIA_QUOTA_MEGABYTES: PositiveInt.default(500),
      /** Without it, mail is written to the log. */
      SMTP_URL: SmtpUrl.optional(),
      MAIL_FROM: MailFrom.optional(),
      /**
       * `limited`: API keys and webhooks need a confirmed e-mail address. `required`: signing in needs one too, and registering does not
       * show who has an account. By default `limited` where mail is sent, else `off`.
       */
      EMAIL_VERIFICATION: z.enum(["off", "limited", "required"]).optional(),
      /** Pages that are fetched for their titles, within an hour. */
      RATE_LIMIT_PREVIEW: Count.default(60),
      /** Logos for QR codes that are fetched, within an hour. */
      RATE_LIMIT_LOGO: Count.default(60),
      /** Both or neither. */
      ADMIN_EMAIL: z.email().optional(),
      ADMIN_PASSWORD: z.string().min(8).max(128).optional(),
      LOG_LEVEL: LogLevel,
      ...tracingSettings("shunt-management", 1),
    },
    env,
  );
  if ((config.ADMIN_EMAIL === undefined) !== (config.ADMIN_PASSWORD === undefined))
    throw new Error("Bad configuration:\n  ADMIN_EMAIL, ADMIN_PASSWORD: set both or neither");
  refuseHalfStore(config);
  const usual = config.SMTP_URL === undefined ? ("off" as const) : ("limited" as const);
  return { ...config, EMAIL_VERIFICATION: config.EMAIL_VERIFICATION ?? usual };
}
