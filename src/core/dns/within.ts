/** Names below names. Both are A-labels in lower case without the final dot; '' is the root. */

/** Whether a name is a zone's own or below it. */
export const isWithin = (name: string, zone: string): boolean => zone === '' || name === zone || name.endsWith(`.${zone}`)

/** As names are compared in the DNS: lower case, without the final dot (RFC 4343). */
export const plainName = (name: string): string => name.trim().replace(/\.$/, '').toLowerCase()
