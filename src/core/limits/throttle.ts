/** Limits on guessing, as data. */

/** Why a sign-in must wait: nothing about the account behind the name, which need not exist. */
export interface Throttled {
  /** ISO 8601. */
  readonly since: string
  /** ISO 8601. */
  readonly until: string
  /** Different wrong secrets that were counted. */
  readonly distinctSecrets: number
  /** Network that is held back, such as `192.0.2.0/24`; empty when it is every network but the known ones. */
  readonly network: string
  /** `guessing`: many secrets for one name. `spraying`: many names from one network, or with one secret. `many-networks`: one name from everywhere. */
  readonly why: 'guessing' | 'spraying' | 'many-networks'
}
