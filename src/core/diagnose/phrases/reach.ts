/** What is said when the app never arrives. */
import type { Phrase } from '../phrase.ts'

export const reachPhrases: readonly Phrase[] = [
  {
    says: /time(d)?[ -]?out|タイムアウト|時間切れ|etimedout|\b10060\b|errno 110|not responding|応答して(い)?ません|応答がありません|応答待ち|unreachable|no route to host|0x800ccc19/,
    means: { 'network.unreachable': 0.55, 'transport.silent-on-tls-port': 0.25 },
  },
  {
    says: /connection (was |is )?refused|econnrefused|actively refused|refusing (smtp )?connections|\b10061\b|errno 111|(接続|サーバー)(が|を|に)?.{0,6}拒否され(ました|ています)。?$|接続が拒否|接続を拒否しま/,
    means: { 'network.nothing-listens': 0.7, 'network.unreachable': 0.35 },
  },
  {
    says: /could not resolve|enotfound|eai_again|getaddrinfo|name or service not known|nodename nor servname|(unknown|no such) host|host not found|\b1100[14]\b|server (could not|couldn't|cannot|can't) be found|cannot find the e-?mail server|サーバー?.{0,30}が?見つかりません|名(前)?(を|が|の)?解決|0x800ccc0d/,
    means: { 'network.server-name-unknown': 0.88 },
  },
  {
    says: /0x800ccc0e|0x8004210[89a]|connection to the server (has )?failed|サーバー?(に|と|へ|との|への)(の)?接続(に|は|が)?(失敗|でき)|サーバー?.{0,60}(に|へ|と)の?接続(が|に|は)?.{0,3}(でき|失敗)|セットアップでき|smtp connect\(\) failed|接続できなかった|接続を開始でき|couldn't (reach|open connection|connect)|(cannot|can't|could not|unable to|failed to) (connect|reach|open connection)|connecting to .{0,60} failed/,
    means: { 'network.unreachable': 0.5, 'network.nothing-listens': 0.25, 'network.server-name-unknown': 0.2 },
  },
  { says: /(port|ポート)[^\d]{0,4}25\b/, means: { 'network.unreachable': 0.3, 'envelope.relay-without-sign-in': 0.2 } },
  { says: /海外|国外|国別|from (abroad|this country)|geo-?(block|ip|fenc)|country (rule|block|is not allowed|not allowed)|foreign (ip|country)/, means: { 'network.country-blocked': 0.85 } },
  // Hosting companies that refuse sign-ins from other countries answer this.
  { says: /550 5\.7\.1 .{0,40}command rejected/, means: { 'network.country-blocked': 0.6 } },
  { says: /commands before the greeting|improper (command )?pipelining|talked too (early|soon)/, means: { 'network.spoke-first': 0.85 } },
]
