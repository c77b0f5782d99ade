/** Limits that protect everybody from one address. */
import { cause } from './define.ts'

export const network = {
  'network.too-many-connections': cause<{ readonly address: string; readonly limit: number }>({
    kind: 'too-many',
    tell: 'client',
    fixer: 'user',
    text: {
      en: ({ address, limit }) => ({
        title: 'Too many connections',
        why: `${address} already holds ${limit} connections.`,
        fix: 'Close mail apps that are not in use, or lower the number of connections in the app.',
      }),
      ja: ({ address, limit }) => ({
        title: '接続数が多すぎます',
        why: `${address}からすでに${limit}件の接続があります。`,
        fix: '使っていないメールアプリを終了するか、アプリの同時接続数を減らしてください。',
      }),
    },
  }),
  'network.too-slow': cause<{ readonly seconds: number }>({
    kind: 'too-many',
    tell: 'client',
    fixer: 'user',
    text: {
      en: ({ seconds }) => ({ title: 'No sign-in in time', why: `Nothing had signed in after ${seconds} seconds.`, fix: 'Try again; check the network if it happens often.' }),
      ja: ({ seconds }) => ({
        title: '時間内にサインインされませんでした',
        why: `${seconds}秒たってもサインインが完了しませんでした。`,
        fix: 'もう一度お試しください。たびたび起きる場合は回線を確認してください。',
      }),
    },
  }),
  'network.not-mail': cause<{ readonly said: string }>({
    kind: 'misconfigured',
    tell: 'operator',
    fixer: 'us',
    text: {
      en: ({ said }) => ({ title: 'Not a mail app', why: `The client spoke something else: ${said}.`, fix: 'Ignore it; scanners do this.' }),
      ja: ({ said }) => ({ title: 'メールアプリではありません', why: `クライアントは別の言葉を話しました: ${said}`, fix: '無視してかまいません。スキャナーによくある動作です。' }),
    },
  }),
  'network.spoke-first': cause<{ readonly port: number }>({
    kind: 'misconfigured',
    tell: 'client',
    fixer: 'user',
    text: {
      en: ({ port }) => ({
        title: 'Commands before the greeting',
        why: `The client sent commands on port ${port} before the server had greeted it, as programs that send spam do.`,
        fix: 'Update the device, or make the script wait for the line that begins with 220.',
      }),
      ja: ({ port }) => ({
        title: '挨拶の前に命令が届きました',
        why: `クライアントは、ポート${port}でサーバーの挨拶を待たずに命令を送りました。迷惑メールを送るプログラムによくある動作です。`,
        fix: '機器を更新するか、220で始まる行を待つようにスクリプトを直してください。',
      }),
    },
  }),
}
