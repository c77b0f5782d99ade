/** Names below names. Both are A-labels in lower case without the final dot; '' is the root. */

/** Whether a name is a zone's own or below it. */
export const isWithin = (name: string, zone: string): boolean => zone === '' || name === zone || name.endsWith(`.${zone}`)

/** The name without its first label; '' of one label. */
export const parentName = (name: string): string => name.slice((name.indexOf('.') + 1 || name.length))

/** As names are compared in the DNS: lower case, without the final dot (RFC 4343). */
export const plainName = (name: string): string => name.trim().replace(/\.$/, '').toLowerCase()
