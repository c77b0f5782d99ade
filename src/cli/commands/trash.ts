/** `todoku trash …`: what was removed and can be brought back. */
import type { Command } from 'commander'
import { publishSigningKeys } from '../../actions/publish-signing-keys.ts'
import { emptyTrash, readTrashItems, restoreTrash } from '../../actions/restore-trash.ts'
import type { Words } from '../../base/language.ts'
import { yes } from '../../core/values/result.ts'
import { confirm } from '../confirm.ts'
import { type Cli, command, group } from '../run.ts'
import { table } from '../text.ts'

const ja = {
  group: 'ゴミ箱(削除したもの)',
  list: 'ゴミ箱の一覧',
  restore: '元に戻す(メール・設定・パスワードとも)',
  remove: '完全に消す',
  yes: '尋ねずに実行する',
  heading: ['項目', '場所'],
  restored: (name: string) => `${name} を元に戻しました`,
  warning: (id: string) => `${id} をメールごと完全に消します。元に戻せません`,
  removed: (id: string) => `${id} を完全に消しました`,
  none: 'ゴミ箱は空です',
}

const words: Words<typeof ja> = {
  ja,
  en: {
    group: 'the trash (what was removed)',
    list: 'list the trash',
    restore: 'bring an item back, with its mail, settings and password',
    remove: 'remove an item for good',
    yes: 'do not ask',
    heading: ['item', 'place'],
    restored: name => `${name} is back`,
    warning: id => `removes ${id} for good, mail and all; this cannot be undone`,
    removed: id => `removed ${id} for good`,
    none: 'the trash is empty',
  },
}

/** Adds the group to the program. */
export const trashCommands = (cli: Cli, program: Command): void => {
  const say = words[cli.language]
  const trash = group(program, 'trash', say.group)
  command(cli, trash, 'list', say.list, async installation => {
    const items = readTrashItems(installation)
    return yes({ json: { items, next: null }, text: items.length ? table(say.heading, items.map(({ id, path }) => [id, path])) : say.none })
  })
  command(cli, trash, 'restore <item>', say.restore, async (installation, [id = '']) => {
    const restored = await restoreTrash(installation, id)
    if (!restored.ok) return restored
    await publishSigningKeys(installation)
    return yes({ json: { restored: restored.value }, text: say.restored(restored.value) })
  })
  command<{ yes?: true }>(cli, trash, 'remove <item>', say.remove, async (installation, [id = ''], options) => {
    const sure = await confirm(cli.language, id, options.yes === true, say.warning(id))
    if (!sure.ok) return sure
    const removed = emptyTrash(installation, id)
    return removed.ok ? yes({ json: { removed: removed.value.id }, text: say.removed(removed.value.id) }) : removed
  }).option('--yes', say.yes)
}
