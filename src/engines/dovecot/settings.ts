/** Dovecot's configuration language, which 2.3 and 2.4 share: `name = value` and `name { … }`. Pure. */

/** A setting, or a block of settings under a heading such as `service lmtp`. */
export type Setting = readonly [name: string, value: string | number] | readonly [heading: string, settings: readonly Setting[]]

/** Outside quotes a backslash or `#` would be read as something else, and blanks at the ends would go. */
const valueText = (value: string | number): string => (/[#"\\]|^\s|\s$/.test(String(value)) ? `"${String(value).replaceAll(/["\\]/g, '\\$&')}"` : String(value))

/** Renders settings, two blanks deeper in each block. */
export const renderSettings = (settings: readonly Setting[], indent = ''): string =>
  settings
    .map(setting =>
      typeof setting[1] === 'object' ? `${indent}${setting[0]} {\n${renderSettings(setting[1], `${indent}  `)}${indent}}\n` : `${indent}${setting[0]} =${setting[1] === '' ? '' : ` ${valueText(setting[1])}`}\n`,
    )
    .join('')
