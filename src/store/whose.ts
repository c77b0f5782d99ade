/**
 * On whose behalf a query is made. Every owner-facing function of this room takes it, so that a tenant's query cannot
 * even express another tenant's rows: to a stranger they do not exist.
 */
import type { ExpressionBuilder, ExpressionWrapper, SqlBool } from 'kysely'
import type { Schema } from './schema.ts'

/** The operator sees everything; an owner only what is his. */
export type Whose = { readonly kind: 'operator' } | { readonly kind: 'owner'; readonly ownerId: number }

export const operator: Whose = { kind: 'operator' }

/** A condition for queries that have `domains` among their tables. */
export const ownDomains =
  (whose: Whose) =>
  (eb: ExpressionBuilder<Schema, 'domains'>): ExpressionWrapper<Schema, 'domains', SqlBool> =>
    whose.kind === 'operator' ? eb.and([]) : eb.and([eb('domains.owner_id', '=', whose.ownerId)])

/** A condition for queries that have `claims` among their tables. */
export const ownClaims =
  (whose: Whose) =>
  (eb: ExpressionBuilder<Schema, 'claims'>): ExpressionWrapper<Schema, 'claims', SqlBool> =>
    whose.kind === 'operator' ? eb.and([]) : eb.and([eb('claims.owner_id', '=', whose.ownerId)])

/** A condition for queries that have `owners` among their tables. */
export const ownSelf =
  (whose: Whose) =>
  (eb: ExpressionBuilder<Schema, 'owners'>): ExpressionWrapper<Schema, 'owners', SqlBool> =>
    whose.kind === 'operator' ? eb.and([]) : eb.and([eb('owners.id', '=', whose.ownerId)])

/** Whether something may be given to this owner. */
export const mayActFor = (whose: Whose, ownerId: number): boolean => whose.kind === 'operator' || whose.ownerId === ownerId
