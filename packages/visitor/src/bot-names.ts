/** Beginnings of user agents that name a bot without a bot word or a contact address. */
const bareNames = [
  /^(?:0xabyssal|a6-indexer|acunetix|adminlabs|adreview|adventurer|ahc\/|alienfarm|alittle client)/i,
  /^(?:amazon cloudfront|amazon-kendra|anthropic-ai|apachebench|appsiteassociation|arachni|barracuda sentinel)/i,
  /^(?:bidtellect|bitdiscovery|blackboard|blackduck|bling erp|blogtrottr|bluesky\/$|brandwatch|browsershots)/i,
  /^(?:btwebclient|bushbaby|capitaloneshopping|castopod|chrome$|coccoc|cohere-ai|collectd|colly|cortex|crusty)/i,
  /^(?:cyotekwebcopy|datafeedwatch|daumoa|desktop$|determ|disqus|ds9 |easybill-importmanager|fastdast)/i,
  /^(?:fastmailua|firefox$|funnelback|gigablast|github-camo|githubcopilot|globalwebsearch|gobuster|gopay)/i,
  /^(?:grafana|greedyhand|hakai|happywing|hatena|hello,? world|httpunit|hydrozen|imagemind|imgproxy|integromat)/i,
  /^(?:itms$|jesus christ|jumio|kirkland-signature|kiwitcms|klaviyo|knowledge ai|kvshclient|l9explore|l9tcpid)/i,
  /^(?:legalmonster|letrixlabs|libredtail|linkchain|linux gnu|lwp-trivial|magellan|make\/production|managewp)/i,
  /^(?:matomo|metorik|modularconnector|mollie http|mozilla\/5\.0$|multi-country-domains|netapi|netlyzer|netvigie)/i,
  /^(?:new york times newsg|nextcloud-news|ning\/|nodeping|novellum|nsfw-go|nuzzel|nvd0rz|octopus|omnisend)/i,
  /^(?:onetrust|panopta|pcore-http|penthouse|pingping|pocketimagecache|potions|prittorrent|prometheus|reelevant)/i,
  /^(?:report runner|reqbin|request-promise|revolt|reward-gateway|robozilla|rootevidence|safersoftwash)/i,
  /^(?:scamadviser|scooter|secweb|sendgrid|seobility|sfdc-callout|shadowforce|shodan|shopify-captain|simbiat)/i,
  /^(?:sitelock|sitesucker|sixy\.ch|snipcart|sparkpost|sparkshipping|spawning-ai|spotify\/1\.0$|sprinklr|sqalix)/i,
  /^(?:ssl labs|survey-security|termly|test certificate|the knowledge ai|theinternetsearch|thousandeyes|trellis)/i,
  /^(?:trustly|tumblr\/14|updown\.io|upflow|uptrends|vaultpress|venus\/|vyhledavac|web screen service|webflow)/i,
  /^(?:webmon|wesee|whatweb|wordup|wp_is_mobile|wpumbrella|xfa1|yokoygroup|zabbix|zapier|zeno|zeus$|zmeu)/i,
  /^(?:anarchy99|gbrmss|idbte4m|antoine$|insomania|hells-net|b3astmode|r00ts3c|nvdorz|abcd$|dark$|masjesu)/i,
  /^(?:komaru|kowai|lolisec|lmao\/|spark commit|mozilla\/5\.0 \(compatible\)$)/i,
];

/** Names that bots add to the user agent of a browser. */
const addedNames = [
  /360jk|amzn-user|assetnote|criticalcss|devin\/|gtmetrix|hlb\/|laravel reaver|miniature\.io|printfriendly/i,
  /scope3|sqwatcher|tsm-turingos|(?<!android.{0,300})upday|\bylt\b|shortwave|claude-user|perplexity|chatgpt|mistralai/i,
  /duckassist|bigsur\.ai|intently\.co/i,
];

const names = [...bareNames, ...addedNames];

export function findBotName(userAgent: string): string | undefined {
  return names.find(name => name.test(userAgent))?.exec(userAgent)?.[0];
}
