/** Command line tools and HTTP libraries, by the beginning of their agent. Some put their language or vendor first. */
const clients =
  /^(?:python\/\S+ |grafana )?(curl|wget|httpie|xh|node|node-fetch|undici|axios|got|python-requests|python-httpx|python-urllib|aiohttp|go-http-client|okhttp|java|java-http-client|apache-httpclient|guzzlehttp|ruby|libwww-perl|postmanruntime|insomnia|k6|wrk|autocannon|hey|vegeta)(?![\w-])/i;

/** Words of bots that append their own name to that of their HTTP library. */
const botBehindClient =
  /bots?\b|crawl|spider|scrap|slurp|scanner|monitor|archiver|indexer|harvest|zgrab|nuclei|sqlmap|nikto|masscan/i;

/** Name of a command line tool or HTTP library, as sent; undefined for other agents and for bots built on a library. */
export function clientNameOf(userAgent: string): string | undefined {
  const name = clients.exec(userAgent)?.[1];
  return name !== undefined && botBehindClient.test(userAgent) ? undefined : name;
}
