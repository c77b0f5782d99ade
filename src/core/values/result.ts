/** What an operation that may be refused gives back: the value, or why not. Expected refusals are values, never exceptions. */

export type Result<T, R> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly why: R }

export const yes = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value })

export const no = <R>(why: R): { readonly ok: false; readonly why: R } => ({ ok: false, why })
