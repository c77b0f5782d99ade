/** What TLS libraries and mail apps say when encryption does not come about: OpenSSL, GnuTLS, Node, Go, Java, Python, curl; Outlook, iPhone, Thunderbird, Gmail. */
import type { Phrase } from '../phrase.ts'

export const encryptionPhrases: readonly Phrase[] = [
  // Wrong mode for the port.
  {
    says: /wrong[_ ]version[_ ]number|first record does not look like|unrecognized ssl message|packet length too long|record with invalid version|unexpected tls packet/,
    means: { 'transport.tls-on-plain-port': 0.85, 'transport.old-tls': 0.15 },
  },
  {
    says: /connection encryption type|暗号化された?接続の種類|種類の接続暗号化|接続の?暗号化(を|は)サポート|support ssl-secured|0x800ccc1a|0x800ccc7d|暗号化方法を変更/,
    means: { 'transport.tls-on-plain-port': 0.65, 'transport.old-tls': 0.45, 'transport.silent-on-tls-port': 0.3 },
  },
  { says: /greeting never received|waiting for (the )?(server )?greeting|did not start ssl\/tls|needs ssl\/tls/, means: { 'transport.silent-on-tls-port': 0.85 } },
  { says: /\b(465|993|995)\b.{0,80}(timed? ?out|タイムアウト|応答)|(timed? ?out|タイムアウト).{0,80}\b(465|993|995)\b/, means: { 'transport.silent-on-tls-port': 0.55 } },
  { says: /starttls command first|starttls (is )?required/, means: { 'transport.starttls-not-used': 0.9 } },
  { says: /doesn't advertise|starttls (extension )?(is )?not (supported|offered|advertised|available)|starttlsをサポートして|not support tls via/, means: { 'transport.starttls-not-used': 0.85 } },
  {
    says: /plain ?text (authentication|logins?|passwords?) (is |are )?(disallowed|not allowed|disabled)|clear ?text (authentication|passwords?)|requires? a secure connection|encryption (is )?required|privacyrequired|sign-in without encryption|平文の?(パスワード|認証).{0,8}許可|暗号化されていない接続/,
    means: { 'transport.tls-required': 0.88, 'transport.starttls-not-used': 0.4 },
  },
  { says: /password was (exposed|sent without encryption)|パスワードが暗号化されずに/, means: { 'transport.tls-required': 0.93 } },

  // Versions and ciphers.
  {
    says: /unsupported[_ ]protocol|protocol[_ ]version|version too low|no appropriate protocol|inappropriate[_ ]fallback|alert 70|tls ?1\.[01]\b.{0,40}(not|un|でき|無効)|tls ?1\.2(に|を)?.{0,6}(対応|サポート)/,
    means: { 'transport.old-tls': 0.88 },
  },
  { says: /no[_ ](shared|common|matching)[_ ]cipher|no ciphers|handshake[_ ]failure|alert 40/, means: { 'transport.no-common-cipher': 0.75, 'transport.old-tls': 0.5 } },

  // Certificates.
  {
    says: /host ?name mismatch|host ?name.{0,40}(does not|doesn't) match|(does not|doesn't) match (the |target )?host|certificate.{0,60}(does not match|doesn't match|is not valid for|is valid for)|altname[_ ]invalid|no alternative certificate subject|target principal name|プリンシパル名|名(前)?が一致し|証明書(が|は|の).{0,12}一致し|belongs to a different site|(他の|別の)サイトの証明書|name mismatch|bad_cert_domain|did not match expected|偽装した(サーバー?|サイト)/,
    means: { 'transport.wrong-server-name': 0.92 },
  },
  { says: /ip address mismatch|any ip sans|doesn't contain any ip|ip: .{0,40} is not in the cert/, means: { 'transport.no-server-name': 0.97 } },
  {
    says: /(verify|validate) (the )?server identity|identity of .{0,60} cannot be verified|識別情報を(検証|確認)でき/,
    means: { 'transport.wrong-server-name': 0.65, 'transport.unknown-authority': 0.45, 'transport.certificate-expired': 0.35 },
  },
  {
    says: /certificate (has |is )?expired|cert[_ ]has[_ ]expired|expired certificate|証明書の?(有効)?期限が?(切れ|過ぎ)|期限切れの証明書|証明書が期限切れ|within its validity period|有効期間内では|alert 45/,
    means: { 'transport.certificate-expired': 0.8, 'transport.client-clock-wrong': 0.5 },
  },
  { says: /not yet valid|まだ有効で(は)?な|clock (is )?(wrong|ahead|behind|skew)|時計|日付と時刻/, means: { 'transport.client-clock-wrong': 0.88 } },
  {
    says: /self[-_ ]signed|local[_ ]issuer|unknown (certificate )?(ca|authority|issuer)|(signed by|certificate) .{0,20}unknown authority|(?<!certificate is )not trusted|untrusted|issuer is unknown|known issuer|(verify[_ ]the[_ ]first|verify[_ ]leaf)|trust anchor|pkix path|信頼(されて|して)い(ない|ません)|認証局|発行者が(不明|信頼)|自己署名|alert 48|unknown[_ ]ca/,
    means: { 'transport.unknown-authority': 0.88 },
  },
  {
    says: /certificate[_ ]verify[_ ]failed|safely connect|安全に接続でき|certificate (is )?(invalid|not valid\b(?! for))|証明書が(無効|有効で|正しく)|certificate[_ ]unknown|bad[_ ]certificate|alert 4[26]|cannot be verified|確認できないセキュリティ証明書/,
    means: { 'transport.certificate-refused': 0.45, 'transport.wrong-server-name': 0.4, 'transport.unknown-authority': 0.4 },
  },
  { says: /certificate is not trusted/, means: { 'transport.unknown-authority': 0.6, 'transport.wrong-server-name': 0.3 } },
  { says: /norton|avast|kaspersky|mcafee|\beset\b|ウイルスバスター|virus ?buster|bitdefender/, means: { 'transport.certificate-refused': 0.55, 'transport.unknown-authority': 0.5 } },

  // The handshake broke off.
  {
    says: /unexpected[_ ]eof|connection reset|econnreset|ssl_error_syscall|ssl_connect|handshake.{0,20}(failed|terminated|aborted)|tls negotiation failed|cannot connect using ssl|ssl(を使用して|で)接続でき|ssl(エラー|の?接続).{0,10}(でき|失敗)|convert socket to tls|tls接続が確立でき|secure link|\b10054\b|your ssl settings|0x800ccc0f/,
    means: { 'transport.tls-failed': 0.55, 'transport.tls-on-plain-port': 0.35 },
  },
]
