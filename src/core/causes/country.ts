/** The country rule: sign-ins from where nobody of the domain is. Decided before the password is looked at, and never said on the wire. */
import { cause } from './define.ts'
import { countryName, protocolName, serviceName } from './words.ts'

export const country = {
  'network.country-blocked': cause<{ readonly country: string | null; readonly protocol: string; readonly tableDate: string; readonly domain: string }>({
    kind: 'denied-by-policy',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ country: code, protocol, tableDate, domain }) => ({
        title: `Sign-in from ${countryName('en', code)} is not allowed`,
        why: `The country rule of ${domain} refuses ${protocolName('en', protocol)} from ${countryName('en', code)}. The password was not looked at. The address was found in the country table of ${tableDate}; such tables are sometimes wrong.`,
        fix: 'Choose "That was me" to allow this network for some days, or give a travel pass for the country until the day of return. If it was nobody of yours, do nothing: the rule did its work.',
        evidence: `The address belongs to ${countryName('en', code)} in the table of ${tableDate}, and neither the list of countries nor a pass lets it in.`,
        wrongIf: 'The person was not abroad: then a VPN or an out-of-date table gives another country.',
      }),
      ja: ({ country: code, protocol, tableDate, domain }) => ({
        title: `${countryName('ja', code)}からのサインインは許可されていません`,
        why: `${domain}の国別ルールにより、${countryName('ja', code)}からの${protocolName('ja', protocol)}を断りました。パスワードは確認していません。国は${tableDate}の国別表で調べたもので、まれに間違いがあります。`,
        fix: '「自分でした」を選んでこの回線を数日間許可するか、帰国日までの渡航パスを発行してください。心当たりがなければ何もしないでください。ルールが正しく働いています。',
        evidence: `${tableDate}の表でこのアドレスは${countryName('ja', code)}で、許可した国にもパスにも当てはまりません。`,
        wrongIf: '本人が海外にいなかったなら、VPNを使っているか、表が古くなっています。',
      }),
    },
  }),
  'network.service-blocked': cause<{ readonly service: string; readonly country: string | null; readonly protocol: string; readonly domain: string }>({
    kind: 'denied-by-policy',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ service, country: code, protocol, domain }) => ({
        title: `${serviceName(service)} was stopped by the country rule`,
        why: `${serviceName(service)} signs in for your people from its own computers, here in ${countryName('en', code)}. The country rule of ${domain} does not allow ${protocolName('en', protocol)} from there. The password was not looked at and may well be right.`,
        fix: `Let ${serviceName(service)} in for ${domain} (one switch); the country rule stays on for everybody else.`,
        evidence: `The address is ${serviceName(service)}'s own: its name belongs to ${serviceName(service)} and leads back to it, or it is in the networks that ${serviceName(service)} publishes.`,
        wrongIf: `Nobody of ${domain} uses ${serviceName(service)}: then leave the switch off.`,
      }),
      ja: ({ service, country: code, protocol, domain }) => ({
        title: `${serviceName(service)}が国別ルールで止められました`,
        why: `${serviceName(service)}は利用者に代わって自社のコンピューター（ここでは${countryName('ja', code)}）からサインインします。${domain}の国別ルールは、そこからの${protocolName('ja', protocol)}を許可していません。パスワードは確認しておらず、正しい可能性があります。`,
        fix: `${domain}で「${serviceName(service)}を許可」をオンにしてください。ほかの国からのサインインは止めたままにできます。`,
        evidence: `アドレスの逆引き名が${serviceName(service)}のもので、その名前から同じアドレスに戻れたか、${serviceName(service)}が公表している回線に含まれます。`,
        wrongIf: `${domain}の誰も${serviceName(service)}を使っていないなら、オフのままにしてください。`,
      }),
    },
  }),
  'network.network-blocked': cause<{ readonly network: string; readonly domain: string }>({
    kind: 'denied-by-policy',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ network, domain }) => ({
        title: 'Sign-in from this network is blocked',
        why: `The owner of ${domain} lets nobody sign in from ${network}. The password was not looked at.`,
        fix: `Lift the block of ${network}, if it was one of your own people.`,
        evidence: `The address of the client lies in ${network}, which is in the list of blocked networks.`,
        wrongIf: 'The block was set after this attempt.',
      }),
      ja: ({ network, domain }) => ({
        title: 'この回線からのサインインはブロックされています',
        why: `${domain}の管理者が、${network}からのサインインをすべて断る設定にしています。パスワードは確認していません。`,
        fix: `ご自分や社内の方の接続だった場合は、${network}のブロックを解除してください。`,
        evidence: `接続元のアドレスが、ブロックした回線の一覧にある${network}に含まれます。`,
        wrongIf: 'この試行のあとにブロックしたのであれば、別の原因です。',
      }),
    },
  }),
}
