/**
 * Bots that say neither what they are nor where to complain. How their agent begins, and what some add to the agent of a
 * whole browser.
 */
const bareNames = `
  0xabyssal|a6-indexer|acunetix|adminlabs|adreview|adventurer|ahc/|alienfarm|alittle client|amazon cloudfront|amazon-kendra
  anthropic-ai|apachebench|appsiteassociation|arachni|barracuda sentinel|bidtellect|bitdiscovery|blackboard|blackduck
  bling erp|blogtrottr|bluesky/$|brandwatch|browsershots|btwebclient|bushbaby|capitaloneshopping|castopod|chrome$|coccoc
  cohere-ai|collectd|colly|cortex|crusty|cyotekwebcopy|datafeedwatch|daumoa|desktop$|determ|disqus|ds9 |easybill-importmanager
  fastdast|fastmailua|firefox$|funnelback|gigablast|github-camo|githubcopilot|globalwebsearch|gobuster|gopay|grafana
  greedyhand|hakai|happywing|hatena|hello,? world|httpunit|hydrozen|imagemind|imgproxy|integromat|itms$|jesus christ|jumio
  kirkland-signature|kiwitcms|klaviyo|knowledge ai|kvshclient|l9explore|l9tcpid|legalmonster|letrixlabs|libredtail
  linkchain|linux gnu|lwp-trivial|magellan|make/production|managewp|matomo|metorik|modularconnector|mollie http|mozilla/5.0$
  multi-country-domains|netapi|netlyzer|netvigie|new york times newsg|nextcloud-news|ning/|nodeping|novellum|nsfw-go|nuzzel
  nvd0rz|octopus|omnisend|onetrust|panopta|pcore-http|penthouse|pingping|pocketimagecache|potions|prittorrent|prometheus
  reelevant|report runner|reqbin|request-promise|revolt|reward-gateway|robozilla|rootevidence|safersoftwash|scamadviser
  scooter|secweb|sendgrid|seobility|sfdc-callout|shadowforce|shodan|shopify-captain|simbiat|sitelock|sitesucker|sixy.ch
  snipcart|sparkpost|sparkshipping|spawning-ai|spotify/1.0$|sprinklr|sqalix|ssl labs|survey-security|termly|test certificate
  the knowledge ai|theinternetsearch|thousandeyes|trellis|trustly|tumblr/14|updown.io|upflow|uptrends|vaultpress|venus/
  vyhledavac|web screen service|webflow|webmon|wesee|whatweb|wordup|wp_is_mobile|wpumbrella|xfa1|yokoygroup|zabbix|zapier
  zeno|zeus$|zmeu|anarchy99|gbrmss|idbte4m|antoine$|insomania|hells-net|b3astmode|r00ts3c|nvdorz|abcd$|dark$|masjesu|komaru
  kowai|lolisec|lmao/|spark commit|mozilla/5.0 \\(compatible\\)$`;

const addedNames = `
  360jk|amzn-user|assetnote|criticalcss|devin/|gtmetrix|hlb/|laravel reaver|miniature\\.io|printfriendly|scope3|sqwatcher
  tsm-turingos|upday|\\bylt\\b|shortwave|claude-user|perplexity|chatgpt|mistralai|duckassist|bigsur\\.ai|intently\\.co`;

const toPattern = (names: string) =>
  names
    .trim()
    .split(/[|\n]\s*/)
    .join("|");
const names = new RegExp(`^(?:${toPattern(bareNames)})|${toPattern(addedNames)}`, "i");

/** The name of a bot in an agent, or undefined. */
export function findBotName(userAgent: string): string | undefined {
  return names.exec(userAgent)?.[0];
}
