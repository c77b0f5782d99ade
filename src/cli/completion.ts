/** Completion for shells, made from the commands themselves: a pure function from the tree of commands to a script. */
import type { Command } from 'commander'

/** Shells that we complete in. */
export const shells = ['bash', 'zsh', 'fish'] as const
export type Shell = (typeof shells)[number]

/** What may follow one path of commands. */
interface Place {
  /** `mailbox forward`; empty for the program itself. */
  readonly path: string
  readonly words: readonly { readonly word: string; readonly description: string }[]
}

const placesOf = (command: Command, path: readonly string[]): Place[] => [
  {
    path: path.join(' '),
    words: [
      ...command.commands.map(child => ({ word: child.name(), description: child.description() })),
      ...command.options.map(({ long, description }) => ({ word: long ?? '', description })),
    ],
  },
  ...command.commands.flatMap(child => placesOf(child, [...path, child.name()])),
]

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`

const cases = (places: readonly Place[], line: (place: Place) => string): string => places.map(place => `    ${quoted(place.path)}) ${line(place)} ;;`).join('\n')

/** Commands are the words before the first option; what follows a leaf's name is an argument and changes nothing. */
const pathInBash = (paths: readonly string[], words: string, last: string): string => `  local path='' word
  for word in ${words}; do
    [[ $word == -* ]] && break
    case "\${path:+$path }$word" in
${paths.map(path => `      ${quoted(path)}) path=${quoted(path)} ;;`).join('\n')}
      *) break ;;
    esac
  done
  case "$path" in
${last}
  esac`

const bash = (places: readonly Place[], paths: readonly string[]): string => `# todoku completion bash > /etc/bash_completion.d/todoku
_todoku() {
  local words=''
${pathInBash(
  paths,
  '"${COMP_WORDS[@]:1:COMP_CWORD-1}"',
  cases(places, ({ words }) => `words=${quoted(words.map(({ word }) => word).join(' '))}`),
)}
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -F _todoku todoku
`

const zsh = (places: readonly Place[], paths: readonly string[]): string => `#compdef todoku
# todoku completion zsh > /usr/local/share/zsh/site-functions/_todoku
_todoku() {
  local -a choices
${pathInBash(
  paths,
  '"${(@)words[2,CURRENT-1]}"',
  cases(places, ({ words }) => `choices=(${words.map(({ word, description }) => quoted(`${word}:${description.replaceAll(':', '\\:')}`)).join(' ')})`),
)}
  _describe todoku choices
}
compdef _todoku todoku
`

const fish = (places: readonly Place[]): string => `# todoku completion fish > ~/.config/fish/completions/todoku.fish
function __todoku_path
    set -l path
    for word in (commandline -opc)[2..-1]
        string match -q -- '-*' $word; and break
        contains -- (string join ' ' $path $word) $__todoku_paths; or break
        set -a path $word
    end
    string join ' ' $path
end
set -g __todoku_paths ${places.map(({ path }) => quoted(path)).join(' ')}
complete -c todoku -f
${places
  .flatMap(({ path, words }) => words.map(({ word, description }) => `complete -c todoku -n 'test "$(__todoku_path)" = "${path}"' -a ${quoted(word)} -d ${quoted(description)}`))
  .join('\n')}
`

/**
 * Writes the script for a shell.
 * @param program the tree of commands, with descriptions in the reader's language
 */
export const completionFor = (shell: Shell, program: Command): string => {
  const places = placesOf(program, [])
  const paths = places.map(({ path }) => path).filter(path => path !== '')
  return { bash, zsh, fish }[shell](places, paths)
}
