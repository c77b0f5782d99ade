/** What a web server answers instead of the file that proves a domain. */
import { cause } from './define.ts'

/** What a page that stands in the place of the file looks like. */
export type PageLook = 'wordpress' | 'cdn-challenge' | 'parking' | 'html' | 'empty' | 'other'

interface Looks {
  readonly what: string
  readonly fix: string
}

const upload: Readonly<Record<'ja' | 'en', string>> = {
  en: 'Upload webauth.html as it was downloaded into the top folder of the web site (often public_html), without changing it.',
  ja: 'ダウンロードしたwebauth.htmlを、変更せずにサイトの一番上のフォルダー（public_htmlなど）へアップロードしてください。',
}

const looks: Readonly<Record<'ja' | 'en', Readonly<Record<PageLook, Looks>>>> = {
  en: {
    wordpress: { what: 'a page made by WordPress', fix: `${upload.en} WordPress answers only for files that are not there.` },
    'cdn-challenge': { what: 'a page with which a CDN checks for robots', fix: 'Switch off the robot check of the CDN for webauth.html, or prove the domain by mail or TXT record.' },
    parking: { what: 'a parking page of the registrar', fix: 'Leave the web file: there is no web site yet. Prove the domain by name servers, TXT record or mail.' },
    html: { what: 'a web page', fix: upload.en },
    empty: { what: 'nothing at all', fix: `${upload.en} An upload that broke off leaves an empty file.` },
    other: { what: 'something else than the file', fix: upload.en },
  },
  ja: {
    wordpress: { what: 'WordPressが作ったページ', fix: `${upload.ja}WordPressが応答するのは、ファイルがそこにないときだけです。` },
    'cdn-challenge': { what: 'CDNのロボット確認画面', fix: 'CDNのロボット確認をwebauth.htmlだけ外すか、メール認証またはTXTレコードで確認してください。' },
    parking: { what: 'ドメイン会社の仮ページ', fix: 'まだサイトがないため、Web認証ではなく、ネームサーバー、TXTレコード、メール認証のどれかで確認してください。' },
    html: { what: '別のWebページ', fix: upload.ja },
    empty: { what: '空の内容', fix: `${upload.ja}アップロードが途中で切れると、空のファイルになります。` },
    other: { what: 'ファイルとは別の内容', fix: upload.ja },
  },
}

export const ownershipWebContent = {
  'ownership.web-not-found': cause<{ readonly url: string }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ url }) => ({
        title: 'The file webauth.html is not there',
        why: `${url} answered 404: the web server works, and has no such file at the top of the site. It is often uploaded into the wrong folder or under another name.`,
        fix: upload.en,
        evidence: 'The web server answered with status 404 (not found).',
        wrongIf: 'The file opens in a browser at exactly that address: then two web servers answer for the domain.',
      }),
      ja: ({ url }) => ({
        title: 'webauth.htmlが見つかりません',
        why: `${url}は404を返しました。Webサーバーは動いていますが、サイトの一番上にこのファイルがありません。フォルダーやファイル名の違いがよくあります。`,
        fix: upload.ja,
        evidence: 'Webサーバーの応答が404（見つからない）でした。',
        wrongIf: 'ブラウザで同じアドレスが開けるなら、複数のWebサーバーが応答しています。',
      }),
    },
  }),
  'ownership.web-page-instead': cause<{ readonly url: string; readonly looksLike: PageLook }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ url, looksLike }) => ({
        title: 'Another page came instead of webauth.html',
        why: `${url} was read without an error, but what came was ${looks.en[looksLike].what}; the token is not in it.`,
        fix: looks.en[looksLike].fix,
        evidence: `The answer is ${looks.en[looksLike].what}.`,
        wrongIf: 'A browser shows the token at that address: then the site answers robots differently.',
      }),
      ja: ({ url, looksLike }) => ({
        title: 'webauth.htmlの代わりに別のページが返りました',
        why: `${url}は読めましたが、返ってきたのは${looks.ja[looksLike].what}で、確認用の文字列が含まれていません。`,
        fix: looks.ja[looksLike].fix,
        evidence: `応答は${looks.ja[looksLike].what}でした。`,
        wrongIf: 'ブラウザで同じアドレスに確認用の文字列が出るなら、アクセス元で内容が変わっています。',
      }),
    },
  }),
  'ownership.web-old-token': cause<{ readonly url: string }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ url }) => ({
        title: 'The web file is of an earlier claim',
        why: `${url} holds a token that was given out for this domain before; each claim has a token of its own.`,
        fix: 'Replace the file by the webauth.html of this claim: download it again and upload it to the same place.',
        evidence: 'The token in the file is one of the earlier ones.',
        wrongIf: 'The new file was uploaded: then a cache of the site still delivers the old one for a while.',
      }),
      ja: ({ url }) => ({
        title: 'webauth.htmlが以前の申請のものです',
        why: `${url}にあるのは、このドメインの以前の申請で発行した文字列です。確認用の文字列は申請ごとに変わります。`,
        fix: '今回の申請のwebauth.htmlをもう一度ダウンロードし、同じ場所へ上書きでアップロードしてください。',
        evidence: 'ファイルの文字列が、以前に発行したものと一致しました。',
        wrongIf: '新しいファイルを置いた直後なら、サイトのキャッシュが古いものを返しています。',
      }),
    },
  }),
  'ownership.web-wrong-token': cause<{ readonly url: string }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ url }) => ({
        title: 'The web file holds the token of another domain or account',
        why: `${url} holds a token, but not the one that belongs to this claim.`,
        fix: 'Upload the webauth.html that was downloaded for this very domain, in this account.',
        evidence: 'The token in the file belongs to no claim of this account for this domain.',
        wrongIf: 'The token was typed or pasted by hand: then a letter is wrong.',
      }),
      ja: ({ url }) => ({
        title: 'webauth.htmlが別のドメインまたはアカウントのものです',
        why: `${url}には確認用の文字列がありますが、この申請のものではありません。`,
        fix: 'このアカウントの、このドメイン用にダウンロードしたwebauth.htmlをアップロードしてください。',
        evidence: 'ファイルの文字列が、このアカウントの申請のどれとも一致しません。',
        wrongIf: '文字列を手で入力した場合は、打ち間違いです。',
      }),
    },
  }),
  'ownership.web-status': cause<{ readonly url: string; readonly status: number }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ url, status }) => ({
        title: 'The web server answered with an error',
        why: `${url} answered ${status}. From 500 on the web server itself has trouble, such as a faulty .htaccess or maintenance.`,
        fix: 'Open the address in a browser, correct what the web host reports there, then try again.',
        evidence: `The web server answered with status ${status}.`,
        wrongIf: 'It lasted only for a moment: then the next check goes through.',
      }),
      ja: ({ url, status }) => ({
        title: 'Webサーバーがエラーを返しました',
        why: `${url}は${status}を返しました。500番台は、.htaccessの書き間違いやメンテナンスなど、Webサーバー側の問題です。`,
        fix: 'ブラウザで同じアドレスを開き、表示されるエラーを今のサーバー側で直してから、もう一度お試しください。',
        evidence: `Webサーバーの応答が${status}でした。`,
        wrongIf: '一時的なものなら、次の確認で通ります。',
      }),
    },
  }),
  'ownership.web-cut': cause<{ readonly url: string }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ url }) => ({
        title: 'The web server broke off in the middle',
        why: `While ${url} was read, the connection ended before the answer was whole, or what came was no web answer.`,
        fix: 'Try again; if it goes on, have the web host look at the server or at the firewall in front of it.',
        evidence: 'The connection ended before the end of the answer.',
        wrongIf: 'The next check goes through: then it was the network.',
      }),
      ja: ({ url }) => ({
        title: 'Webサーバーの応答が途中で切れました',
        why: `${url}を読んでいる途中で接続が切れたか、Webの応答として読めない内容でした。`,
        fix: 'もう一度お試しください。続く場合は、今のサーバーの会社に、サーバーやファイアウォールを確認してもらってください。',
        evidence: '応答が終わる前に、接続が切れました。',
        wrongIf: '次の確認で通るなら、一時的な回線の問題でした。',
      }),
    },
  }),
  'ownership.web-too-big': cause<{ readonly url: string }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ url }) => ({
        title: 'What the web server sent is too large to be the file',
        why: `The file at ${url} should have a few lines; more than 64 KB came, so reading stopped.`,
        fix: upload.en,
        evidence: 'The answer was longer than 64 KB.',
        wrongIf: 'The file at that address is small: then another page is sent to robots.',
      }),
      ja: ({ url }) => ({
        title: 'Webサーバーの応答が大きすぎます',
        why: `${url}のファイルは数行のはずですが、64 KBを超えたため読むのをやめました。`,
        fix: upload.ja,
        evidence: '応答が64 KBを超えました。',
        wrongIf: 'そのアドレスのファイルが小さいなら、アクセス元で内容が変わっています。',
      }),
    },
  }),
}
