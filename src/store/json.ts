/** What others say, as jsonb: PostgreSQL takes no NUL and no half of a surrogate pair, and a stranger's TXT record may hold either. */

const storable = (value: unknown): unknown => (typeof value === 'string' ? value.toWellFormed().replaceAll('\0', '\ufffd') : value)

/** Writes a value for a jsonb column; what it takes in no string becomes U+FFFD. Keys are ours. */
export const asJson = (value: unknown): string => JSON.stringify(value, (_, inner) => storable(inner))
