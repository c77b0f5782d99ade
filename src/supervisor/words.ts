/** What the supervisor's commands say, in both languages. */
import type { Words } from '../base/language.ts'
import type { PartState } from './part.ts'
import type { Complaint } from './preflight.ts'

/** The texts of one language. */
export interface SupervisorWords {
  readonly complaint: (complaint: Complaint) => string
  readonly cannotStart: string
  readonly state: Readonly<Record<PartState, string>>
  readonly columns: readonly [string, string, string, string]
  readonly again: string
  readonly certificateMade: (path: string) => string
  readonly slow: (names: string, log: string) => string
  readonly died: (log: string) => string
  readonly ready: string
  readonly notReady: string
  readonly nothingRuns: (home: string) => string
  readonly stillStopping: string
  readonly stopped: string
  readonly needsRoot: string
  readonly reloaded: string
  readonly restarts: (count: number) => string
  readonly mailApps: string
  readonly userName: string
  readonly firstSteps: string
  readonly api: string
  readonly inForeground: string
  readonly detached: string
  readonly noLog: (part: string, parts: string) => string
  readonly noSystemd: string
  readonly serviceWritten: (path: string) => string
  readonly serviceRemoved: (path: string) => string
  readonly serviceAbsent: (path: string) => string
  readonly runsOtherwise: string
  readonly usage: (command: string) => string
}

/** On the port of name servers it is nearly always the machine's own small resolver, which can do without it. */
const wayOut: Words<(taken: { readonly endpoint: string; readonly holder: { readonly name: string } | null }) => string> = {
  ja: ({ endpoint, holder }) =>
    !endpoint.endsWith(':53')
      ? 'それを止めるか、todoku.toml でポートを移してください'
      : holder?.name.startsWith('systemd-resolve')
        ? '/etc/systemd/resolved.conf.d/todoku.conf に「[Resolve]」と「DNSStubListener=no」の2行を書き、/etc/resolv.conf を /run/systemd/resolve/resolv.conf へのリンクにして、systemctl restart systemd-resolved を実行してください'
        : 'それを止めるか、todoku.toml の listen.dns にこのサーバーの外向きのアドレスだけを書いてください',
  en: ({ endpoint, holder }) =>
    !endpoint.endsWith(':53')
      ? 'stop it, or move the port in todoku.toml'
      : holder?.name.startsWith('systemd-resolve')
        ? 'write the two lines "[Resolve]" and "DNSStubListener=no" into /etc/systemd/resolved.conf.d/todoku.conf, make /etc/resolv.conf a link to /run/systemd/resolve/resolv.conf, and run: systemctl restart systemd-resolved'
        : 'stop it, or write only the public addresses of this server into listen.dns in todoku.toml',
}

const who = (holder: { pid: number; name: string; command: string } | null): string => (holder ? `${holder.name} (pid ${holder.pid}: ${holder.command})` : '')

/** Both languages. */
export const supervisorWords: Words<SupervisorWords> = {
  en: {
    complaint: complaint => {
      switch (complaint.kind) {
        case 'not-root':
          return 'root is needed for ports below 1024 and for the engines\' own users: sudo ./todoku up'
        case 'config':
          return complaint.message
        case 'already-running':
          return 'it runs already: ./todoku status shows it, ./todoku down stops it'
        case 'home-not-absolute':
          return `TODOKU_HOME is "${complaint.path}": give an absolute path, such as /var/lib/todoku`
        case 'home-too-long':
          return `TODOKU_HOME (${complaint.path}) is longer than ${complaint.most} bytes, and the names of sockets below it would be cut off: choose a shorter path`
        case 'home-not-writable':
          return `${complaint.path} cannot be made: ${complaint.why}`
        case 'disk-full':
          return `the disk of ${complaint.path} has ${complaint.freeMegabytes} MB free; at least 500 MB are needed: make room, or move TODOKU_HOME to a larger disk`
        case 'no-inodes':
          return `the file system of ${complaint.path} has hardly any inodes free (df -i): remove small files, or move TODOKU_HOME`
        case 'clock':
          return `the clock says ${complaint.now}: set it (timedatectl set-ntp true), or certificates and signatures will not hold`
        case 'packages-missing':
          return `Debian packages are missing: ${complaint.names.join(' ')}. Start with ./todoku up, which installs them, or: apt-get install --no-install-recommends ${complaint.names.join(' ')}`
        case 'packages-half':
          return `Debian packages are half installed: ${complaint.names.join(' ')}. Run: dpkg --configure -a && apt-get install -f`
        case 'port-taken':
          return `${complaint.endpoint} is taken by ${who(complaint.holder) || 'a process that cannot be seen from here'}: ${wayOut.en(complaint)}`
        case 'no-such-address':
          return `${complaint.endpoint}: this machine has no such address (ip address shows those it has): change it in todoku.toml`
        case 'port-refused':
          return `${complaint.endpoint} cannot be opened: ${complaint.why}`
      }
    },
    cannotStart: 'cannot start:',
    state: { stopped: 'stopped', starting: 'starting', running: 'running', unready: 'does not answer', waiting: 'waiting', stopping: 'stopping' },
    columns: ['part', 'state', 'since', 'ports'],
    again: 'it will be tried again',
    certificateMade: path => `made a self-signed certificate: ${path}; put a real one in its place when you have it`,
    slow: (names, log) => `not ready: ${names}. It is still being tried: ./todoku status, logs in ${log}`,
    died: log => `the supervisor ended; see ${log}`,
    ready: 'ready',
    notReady: 'not ready',
    nothingRuns: home => `nothing runs in ${home}; start it with ./todoku up`,
    stillStopping: 'it does not stop; see ./todoku status',
    stopped: 'stopped',
    needsRoot: 'only root may do this: sudo ./todoku …',
    reloaded: 'reloaded',
    restarts: count => `restarted ${count} ×`,
    mailApps: 'Mail apps',
    userName: 'user name: the whole address',
    firstSteps: 'The first domain and mailbox',
    api: 'API',
    inForeground: 'Ctrl-C stops everything.',
    detached: './todoku status   ./todoku logs   ./todoku down',
    noLog: (part, parts) => `there is no log of "${part}"; there are: ${parts}`,
    noSystemd: 'systemd does not run here, so there is no unit to install; use ./todoku up --detach',
    serviceWritten: path => `wrote ${path}, enabled and started it`,
    serviceRemoved: path => `stopped and disabled it, removed ${path}`,
    serviceAbsent: path => `${path} is not there; nothing to remove`,
    runsOtherwise: 'it runs already, outside systemd: ./todoku down first',
    usage: command => `usage: todoku ${command}`,
  },
  ja: {
    complaint: complaint => {
      switch (complaint.kind) {
        case 'not-root':
          return '1024 番より小さいポートと各エンジンの専用ユーザーのために root 権限が必要です: sudo ./todoku up'
        case 'config':
          return complaint.message
        case 'already-running':
          return 'すでに動いています: 様子は ./todoku status、止めるには ./todoku down'
        case 'home-not-absolute':
          return `TODOKU_HOME が「${complaint.path}」です: /var/lib/todoku のような絶対パスを指定してください`
        case 'home-too-long':
          return `TODOKU_HOME(${complaint.path})が ${complaint.most} バイトより長く、その下のソケット名が収まりません: 短いパスにしてください`
        case 'home-not-writable':
          return `${complaint.path} を作れません: ${complaint.why}`
        case 'disk-full':
          return `${complaint.path} のディスクの空きが ${complaint.freeMegabytes} MB です(500 MB 以上必要): 空きを増やすか、TODOKU_HOME を大きなディスクに移してください`
        case 'no-inodes':
          return `${complaint.path} のファイルシステムに inode の空きがほとんどありません(df -i): 小さなファイルを減らすか、TODOKU_HOME を移してください`
        case 'clock':
          return `時計が ${complaint.now} です: 合わせてください(timedatectl set-ntp true)。このままでは証明書も署名も通りません`
        case 'packages-missing':
          return `Debian のパッケージが足りません: ${complaint.names.join(' ')}。./todoku up で始めると入ります。手で入れるには: apt-get install --no-install-recommends ${complaint.names.join(' ')}`
        case 'packages-half':
          return `Debian のパッケージが途中までしか入っていません: ${complaint.names.join(' ')}。dpkg --configure -a && apt-get install -f を実行してください`
        case 'port-taken':
          return `${complaint.endpoint} は ${who(complaint.holder) || 'ここからは見えないプロセス'} が使っています: ${wayOut.ja(complaint)}`
        case 'no-such-address':
          return `${complaint.endpoint}: このアドレスはこのマシンにありません(ip address で確かめられます): todoku.toml を直してください`
        case 'port-refused':
          return `${complaint.endpoint} を開けません: ${complaint.why}`
      }
    },
    cannotStart: '起動できません:',
    state: { stopped: '停止', starting: '起動中', running: '稼働中', unready: '応答なし', waiting: '再起動待ち', stopping: '停止中' },
    columns: ['部品', '状態', 'いつから', 'ポート'],
    again: 'もう一度試します',
    certificateMade: path => `自己署名の証明書を作りました: ${path}。正式な証明書があれば差し替えてください`,
    slow: (names, log) => `まだ応答しません: ${names}。引き続き試しています: ./todoku status、ログは ${log}`,
    died: log => `スーパーバイザーが終了しました: ${log} を見てください`,
    ready: '準備ができました',
    notReady: '準備ができていません',
    nothingRuns: home => `${home} では何も動いていません: ./todoku up で起動します`,
    stillStopping: '止まりません: ./todoku status を見てください',
    stopped: '止めました',
    needsRoot: 'root だけが実行できます: sudo ./todoku …',
    reloaded: '読み直しました',
    restarts: count => `再起動 ${count} 回`,
    mailApps: 'メールアプリの設定',
    userName: 'ユーザー名: メールアドレス全体',
    firstSteps: '最初のドメインとメールボックス',
    api: 'API',
    inForeground: 'Ctrl-C ですべて止まります。',
    detached: './todoku status   ./todoku logs   ./todoku down',
    noLog: (part, parts) => `「${part}」のログはありません。あるのは: ${parts}`,
    noSystemd: 'ここでは systemd が動いていないので、ユニットを置けません。./todoku up --detach を使ってください',
    serviceWritten: path => `${path} を書き、有効にして起動しました`,
    serviceRemoved: path => `止めて無効にし、${path} を消しました`,
    serviceAbsent: path => `${path} はありません。消すものはありません`,
    runsOtherwise: 'すでに systemd の外で動いています: 先に ./todoku down を実行してください',
    usage: command => `使い方: todoku ${command}`,
  },
}
