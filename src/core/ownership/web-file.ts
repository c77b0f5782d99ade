/** The file `webauth.html` itself: what is given out, and what is taken for it when it comes back from a web server. */

/** Where it is put: at the top of the site. */
export const webFileName = 'webauth.html'

/** What the file holds. */
export const webFile = (token: string): string => `${token}\n`

/** What editors, and the file managers of web hosts, wrap around one line; whatever is longer is a page that may hold the words of others. */
const longest = 2048

/** What is not shown: comments, the head with its title, and the byte order mark and other signs of no width. */
const unseen = /<!--[^]*?-->|<head[\s>][^]*?<\/head>|<!doctype[^>]*>|[\u200b-\u200d\u2060\ufeff]/gi
const tag = /<\/?(?:html|body|head|p|div|pre|span|br|meta|title|tt|code|font)(?:\s[^<>]*)?\/?>/gi

/**
 * What a small file says, its wrapping taken off.
 * @returns null when it is no such file: too long, or holding more than one word
 */
export const wordOf = (body: string): string | null => {
  if (body.length > longest) return null
  const word = body.replace(unseen, '').replace(tag, ' ').trim()
  return /^\S+$/.test(word) ? word.toLowerCase() : null
}

/** As every token of ours looks. */
export const isToken = (word: string): boolean => /^todoku-[a-z2-7]{32}$/.test(word)
