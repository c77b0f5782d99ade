/** Asks before something goes. */
import type { Language, Words } from '../base/language.ts'
import { no, type Result, yes } from '../core/values/result.ts'
import type { CliRefusal } from './refusals.ts'
import { ask, askHidden, isInteractive, readStdin } from './terminal.ts'

const words: Words<{ readonly type: (name: string) => string; readonly password: string; readonly again: string }> = {
  ja: { type: name => `続けるには「${name}」と入力してください: `, password: '新しいパスワード(12文字以上、表示されません): ', again: 'もう一度: ' },
  en: { type: name => `type "${name}" to go on: `, password: 'new password (12 characters or more, not shown): ', again: 'again: ' },
}

/**
 * Lets the person type a name before it goes.
 * @param yesGiven whether `--yes` said so already
 * @param warning what will happen
 */
export const confirm = async (language: Language, name: string, yesGiven: boolean, warning: string): Promise<Result<null, CliRefusal>> => {
  if (yesGiven) return yes(null)
  if (!isInteractive()) return no({ kind: 'no-terminal', option: '--yes' })
  process.stderr.write(`${warning}\n`)
  const typed = await ask(words[language].type(name))
  return typed.trim() === name ? yes(null) : no({ kind: 'not-confirmed' })
}

/**
 * Gets a new password: from standard input, or typed twice without showing it. Never from an argument: those are for everybody on the machine to see.
 * @returns refused when there is nobody to ask, the two differ, or it is empty
 */
export const newPassword = async (language: Language, fromStdin: boolean): Promise<Result<string, CliRefusal>> => {
  if (!fromStdin && !isInteractive()) return no({ kind: 'no-terminal', option: '--password-stdin' })
  const password = fromStdin ? await readStdin() : await askHidden(words[language].password)
  if (password === '') return no({ kind: 'no-password' })
  if (!fromStdin && (await askHidden(words[language].again)) !== password) return no({ kind: 'passwords-differ' })
  return yes(password)
}
