import { CodeStyle, type RedirectStatus } from "@shunt/contracts/links";
import { AllowedSchemes } from "@shunt/contracts/values";
import {
  BadConfiguration,
  BaseUrl,
  ClickHouseUrl,
  Count,
  DatabaseUrl,
  Flag,
  LogLevel,
  loadConfig,
  MailFrom,
  Networks,
  NetworkText,
  OpsHost,
  Port,
  PositiveInt,
  ProcessSilence,
  RedisUrl,
  Secret,
  SecretKeys,
  SmtpUrl,
  toTracingConfig,
  tracingSettings,
} from "@shunt/runtime";
import { z } from "zod";
import { type Bucket, BucketUrl } from "./media-settings.ts";

type Environment = Record<string, string | undefined>;

export type Config = ReturnType<typeof loadManagementConfig>;

/** @throws Error that names every bad variable. */
export function loadManagementConfig(environment?: Environment) {
  const env = loadConfig(
    {
      DATABASE_URL: DatabaseUrl,
      /** Where workers write clicks. Without it, clicks are in Postgres. */
      CLICKHOUSE_URL: ClickHouseUrl.optional(),
      REDIS_CACHE_URL: RedisUrl,
      /** Read for the operations page; also stores the counters of rate limits. */
      REDIS_QUEUE_URL: RedisUrl,
      SECRET_KEY: SecretKeys,
      BASE_URL: BaseUrl.prefault("http://localhost:8000"),
      APP_URL: BaseUrl.prefault("http://localhost:8001"),
      MANAGEMENT_PORT: Port.default(8001),
      OPS_HOST: OpsHost,
      PROCESS_SILENCE_SECONDS: ProcessSilence,
      MANAGEMENT_OPS_PORT: Port.default(9001),
      ACCESS_TOKEN_EXPIRE_MINUTES: PositiveInt.max(24 * 60).default(30),
      REFRESH_TOKEN_EXPIRE_DAYS: PositiveInt.max(365).default(30),
      /** For titles of pages. */
      INSTANCE_NAME: z.string().trim().min(1).max(60).default("Shunt"),
      /** Whether people can create accounts themselves. */
      REGISTRATION_ENABLED: Flag.default(true),
      /** That an account owns, besides the personal one. 0: none. */
      WORKSPACE_LIMIT: Count.max(1_000).default(10),
      ANONYMOUS_LINKS_ENABLED: Flag.default(true),
      SHORT_CODE_LENGTH: PositiveInt.min(4).max(50).default(7),
      /** Of links without `code_style`. */
      CODE_STYLE: CodeStyle.default("random"),
      /** Of the shared domain. It cannot change once that has links. */
      SHORT_CODE_CASE: z.enum(["sensitive", "insensitive"]).default("sensitive"),
      /** Days for which other workspaces cannot take a freed code. */
      CODE_QUARANTINE_DAYS: Count.max(3650).default(0),
      /** Of new links without one, unless their domain has a default. */
      REDIRECT_STATUS: z
        .enum(["301", "302", "307", "308"])
        .default("302")
        .transform(status => Number(status) as RedirectStatus),
      /** Origins of pages whose scripts may use the API, separated by commas. */
      CORS_ORIGINS: z
        .string()
        .default("")
        .transform(list => list.split(",").flatMap(origin => origin.trim() || []))
        .pipe(z.array(BaseUrl)),
      TRUSTED_PROXIES: NetworkText.default(""),
      /** Private networks that webhooks and previews may reach on behalf of users. */
      OUTBOUND_ALLOWED_NETWORKS: Networks.prefault(""),
      /** Requests per account and window (s). Here and below, 0 means no limit. */
      RATE_LIMIT_REQUESTS: Count.default(300),
      RATE_LIMIT_WINDOW: PositiveInt.max(24 * 60 * 60).default(60),
      /** Requests per client address without an account. */
      RATE_LIMIT_ANONYMOUS_REQUESTS: Count.default(20),
      /** Pictures, such as QR codes, per client address and RATE_LIMIT_WINDOW. */
      RATE_LIMIT_PICTURE: Count.default(300),
      /** Per hour. */
      RATE_LIMIT_REGISTER: Count.default(10),
      /** Per five minutes. */
      RATE_LIMIT_LOGIN: Count.default(20),
      /** Wrong passwords of links per address, per five minutes. */
      RATE_LIMIT_UNLOCK: Count.default(20),
      /** Requested mails per hour. */
      RATE_LIMIT_MAIL: Count.default(5),
      /** Wrong two-factor codes per hour. */
      RATE_LIMIT_TOTP: Count.default(10),
      /** Links per hour. */
      RATE_LIMIT_CREATE: Count.default(100),
      RATE_LIMIT_ANONYMOUS_CREATE: Count.default(10),
      /** Requests of up to 10,000 links, per hour. */
      RATE_LIMIT_BULK: Count.default(10),
      /** The built dashboard, served at `/`. Without it, management has no pages. */
      DASHBOARD_DIR: z.string().optional(),
      SOCIAL_ENABLED: Flag.default(true),
      /** Per hour, here and below. */
      RATE_LIMIT_POST: Count.default(60),
      RATE_LIMIT_COMMENT: Count.default(120),
      RATE_LIMIT_FRIEND_REQUEST: Count.default(60),
      RATE_LIMIT_UPLOAD: Count.default(60),
      /** Directory or bucket for pictures; the bucket takes precedence. Without either, uploads are refused. */
      MEDIA_DIR: z.string().optional(),
      MEDIA_S3_URL: BucketUrl.optional(),
      MEDIA_S3_REGION: z.string().default("us-east-1"),
      MEDIA_S3_ACCESS_KEY_ID: z.string().optional(),
      MEDIA_S3_SECRET_ACCESS_KEY: z.string().optional(),
      /** Per account. */
      MEDIA_QUOTA_MEGABYTES: PositiveInt.default(500),
      /** Without it, mail is written to the log. */
      SMTP_URL: SmtpUrl.optional(),
      MAIL_FROM: MailFrom.optional(),
      /**
       * `limited`: API keys, webhooks and shared views need a confirmed address. `required`: signing in needs one too, and
       * registering does not reveal who has an account. Default: `limited` if SMTP_URL is set, else `off`.
       */
      EMAIL_VERIFICATION: z.enum(["off", "limited", "required"]).optional(),
      /** Pages fetched for their titles, per hour. */
      RATE_LIMIT_PREVIEW: Count.default(60),
      /** Logos fetched for QR codes, per hour. */
      RATE_LIMIT_LOGO: Count.default(60),
      /** MaxMind database of countries or cities, for simulated visits. */
      GEOIP_DB: z.string().optional(),
      /** As for the redirect, so that simulated visitors get the variants of real ones. */
      SPLIT_KEY: Secret.optional(),
      /** Schemes of destinations besides http and https, separated by commas. */
      ALLOWED_SCHEMES: AllowedSchemes.prefault(""),
      /** Reports of links per client address and hour. */
      RATE_LIMIT_REPORT: Count.default(10),
      /** The runbook that the operations page links to. */
      RUNBOOK_BASE_URL: z
        .url({ protocol: /^https?$/ })
        .default("https://git.example.com/shunt/blob/main/docs/runbook.md"),
      /** Both or neither. */
      ADMIN_EMAIL: z.email().optional(),
      ADMIN_PASSWORD: z.string().min(8).max(128).optional(),
      LOG_LEVEL: LogLevel,
      ...tracingSettings("shunt-management", 1),
    },
    environment,
  );
  return {
    instanceName: env.INSTANCE_NAME,
    baseUrl: env.BASE_URL,
    appUrl: env.APP_URL,
    database: { url: env.DATABASE_URL },
    clickHouse: { url: env.CLICKHOUSE_URL },
    redis: { cacheUrl: env.REDIS_CACHE_URL, queueUrl: env.REDIS_QUEUE_URL },
    secretKeys: env.SECRET_KEY,
    http: { port: env.MANAGEMENT_PORT, trustedProxies: env.TRUSTED_PROXIES, corsOrigins: env.CORS_ORIGINS },
    silenceMs: env.PROCESS_SILENCE_SECONDS * 1_000,
    ops: { host: env.OPS_HOST, port: env.MANAGEMENT_OPS_PORT, runbookUrl: env.RUNBOOK_BASE_URL },
    auth: {
      accessTokenMinutes: env.ACCESS_TOKEN_EXPIRE_MINUTES,
      refreshTokenDays: env.REFRESH_TOKEN_EXPIRE_DAYS,
      isRegistrationEnabled: env.REGISTRATION_ENABLED,
      emailVerification: env.EMAIL_VERIFICATION ?? (env.SMTP_URL === undefined ? "off" : "limited"),
    },
    workspaces: { limit: env.WORKSPACE_LIMIT },
    admin: toAdmin(env.ADMIN_EMAIL, env.ADMIN_PASSWORD),
    links: {
      isAnonymousEnabled: env.ANONYMOUS_LINKS_ENABLED,
      codeLength: env.SHORT_CODE_LENGTH,
      codeStyle: env.CODE_STYLE,
      isCaseSensitive: env.SHORT_CODE_CASE === "sensitive",
      quarantineDays: env.CODE_QUARANTINE_DAYS,
      redirectStatus: env.REDIRECT_STATUS,
    },
    decisions: { placesFile: env.GEOIP_DB, splitKey: env.SPLIT_KEY, allowedSchemes: env.ALLOWED_SCHEMES },
    outbound: {
      isAllowed: env.OUTBOUND_ALLOWED_NETWORKS,
      allowsNone: env.OUTBOUND_ALLOWED_NETWORKS.isEmpty,
    },
    limits: {
      windowSeconds: env.RATE_LIMIT_WINDOW,
      account: env.RATE_LIMIT_REQUESTS,
      anonymous: env.RATE_LIMIT_ANONYMOUS_REQUESTS,
      picture: env.RATE_LIMIT_PICTURE,
      register: env.RATE_LIMIT_REGISTER,
      login: env.RATE_LIMIT_LOGIN,
      unlock: env.RATE_LIMIT_UNLOCK,
      mail: env.RATE_LIMIT_MAIL,
      totp: env.RATE_LIMIT_TOTP,
      create: env.RATE_LIMIT_CREATE,
      anonymousCreate: env.RATE_LIMIT_ANONYMOUS_CREATE,
      bulk: env.RATE_LIMIT_BULK,
      preview: env.RATE_LIMIT_PREVIEW,
      logo: env.RATE_LIMIT_LOGO,
      report: env.RATE_LIMIT_REPORT,
      post: env.RATE_LIMIT_POST,
      comment: env.RATE_LIMIT_COMMENT,
      friendRequest: env.RATE_LIMIT_FRIEND_REQUEST,
      upload: env.RATE_LIMIT_UPLOAD,
    },
    dashboard: { dir: env.DASHBOARD_DIR },
    social: { isEnabled: env.SOCIAL_ENABLED },
    media: {
      dir: env.MEDIA_DIR,
      bucket: toBucket(
        env.MEDIA_S3_URL,
        env.MEDIA_S3_REGION,
        env.MEDIA_S3_ACCESS_KEY_ID,
        env.MEDIA_S3_SECRET_ACCESS_KEY,
      ),
      quotaMegabytes: env.MEDIA_QUOTA_MEGABYTES,
    },
    mail: { smtpUrl: env.SMTP_URL, from: env.MAIL_FROM },
    log: { level: env.LOG_LEVEL },
    tracing: toTracingConfig(env),
  };
}

/** @throws Error that names every bad variable. */
export function loadMigrationConfig(environment?: Environment) {
  const env = loadConfig(
    { DATABASE_URL: DatabaseUrl, CLICKHOUSE_URL: ClickHouseUrl.optional(), LOG_LEVEL: LogLevel },
    environment,
  );
  return {
    database: { url: env.DATABASE_URL },
    clickHouse: { url: env.CLICKHOUSE_URL },
    log: { level: env.LOG_LEVEL },
  };
}

function toAdmin(email: string | undefined, password: string | undefined) {
  if (email !== undefined && password !== undefined) return { email, password };
  if (email === undefined && password === undefined) return undefined;
  throw new BadConfiguration(["ADMIN_EMAIL, ADMIN_PASSWORD: set both or neither"]);
}

function toBucket(
  url: string | undefined,
  region: string,
  accessKeyId: string | undefined,
  secretAccessKey: string | undefined,
): Bucket | undefined {
  if (url !== undefined && accessKeyId !== undefined && secretAccessKey !== undefined)
    return { url, region, accessKeyId, secretAccessKey };
  if (url === undefined && accessKeyId === undefined && secretAccessKey === undefined) return undefined;
  throw new BadConfiguration([
    "MEDIA_S3_URL, MEDIA_S3_ACCESS_KEY_ID, MEDIA_S3_SECRET_ACCESS_KEY: set all of them or none",
  ]);
}
