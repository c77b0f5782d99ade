/** `todoku completion bash|zsh|fish` */
import { Argument, type Command } from 'commander'
import type { Words } from '../../base/language.ts'
import { completionFor, type Shell, shells } from '../completion.ts'
import type { Cli } from '../run.ts'

const words: Words<{ readonly about: string; readonly shell: string }> = {
  ja: { about: 'シェルの補完スクリプトを出力する(例: source <(todoku completion bash))', shell: 'シェル' },
  en: { about: 'print a completion script (such as: source <(todoku completion bash))', shell: 'shell' },
}

/** Adds the command to the program. It needs no installation. */
export const completionCommand = (cli: Cli, program: Command): void => {
  const say = words[cli.language]
  program
    .command('completion')
    .description(say.about)
    .addArgument(new Argument('<shell>', say.shell).choices(shells))
    .action((shell: Shell) => void process.stdout.write(completionFor(shell, program)))
}
