/** `todoku server …` */
import type { Command } from 'commander'
import { readServer, readServers, type Server } from '../../actions/read-servers.ts'
import type { Words } from '../../base/language.ts'
import { yes } from '../../core/values/result.ts'
import { type Cli, command, group } from '../run.ts'
import { pairs, table, time } from '../text.ts'

const ja = {
  group: 'サーバー',
  list: 'サーバーの一覧',
  show: 'サーバーを見る(省略するとこのサーバー)',
  name: 'メールソフトに設定するサーバー名を表示する(変えるには todoku.toml の server.host_name)',
  heading: ['サーバー', 'ホスト名', '追加'],
}

const words: Words<typeof ja> = {
  ja,
  en: {
    group: 'servers',
    list: 'list servers',
    show: 'show a server (this one when none is named)',
    name: 'print the host name that mail apps are set to (change it in todoku.toml, server.host_name)',
    heading: ['server', 'host name', 'added'],
  },
}

const row = ({ id, hostName, createdAt }: Server): readonly string[] => [id, hostName, time(createdAt)]

/** Adds the group to the program. */
export const serverCommands = (cli: Cli, program: Command): void => {
  const say = words[cli.language]
  const server = group(program, 'server', say.group)
  command(cli, server, 'list', say.list, async installation => {
    const servers = await readServers(installation)
    return yes({ json: { items: servers, next: null }, text: table(say.heading, servers.map(row)) })
  })
  command(cli, server, 'show [id]', say.show, async (installation, [id]) => {
    const found = await readServer(installation, id)
    return found.ok ? yes({ json: found.value, text: pairs(say.heading.map((name, i) => [name, row(found.value)[i] ?? ''])) }) : found
  })
  command(cli, server, 'name', say.name, async installation => {
    const found = await readServer(installation)
    return found.ok ? yes({ json: { hostName: found.value.hostName }, text: found.value.hostName }) : found
  })
}
