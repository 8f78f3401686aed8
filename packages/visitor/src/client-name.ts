/** Command line tools and HTTP libraries, by how their user agent begins; some name their language or maker first. */
const clients =
  /^(?:python\/\S+ |grafana )?(curl|wget|httpie|xh|node|node-fetch|undici|axios|got|python-requests|python-httpx|python-urllib|aiohttp|go-http-client|okhttp|java|java-http-client|apache-httpclient|guzzlehttp|ruby|libwww-perl|postmanruntime|insomnia|k6|wrk|autocannon|hey|vegeta)(?![\w-])/i;

/** What a bot adds that introduces itself after the library it is made with. */
const botBehindClient =
  /bots?\b|crawl|spider|scrap|slurp|scanner|monitor|archiver|indexer|harvest|zgrab|nuclei|sqlmap|nikto|masscan/i;

/** The name of a command line tool or HTTP library as it gives it, or undefined, also for a bot that is made with one. */
export function clientNameOf(userAgent: string): string | undefined {
  const name = clients.exec(userAgent)?.[1];
  return name !== undefined && botBehindClient.test(userAgent) ? undefined : name;
}
