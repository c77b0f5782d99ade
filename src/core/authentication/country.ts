/** What the country rule says of one sign-in. */

export type CountryOpinion =
  | {
      readonly state: 'allowed'
      /** ISO 3166-1 alpha-2, null when the address belongs to none. */
      readonly country: string | null
      readonly because: 'rule-off' | 'home' | 'listed' | 'private' | 'pass-country' | 'pass-network' | 'pass-service'
    }
  | {
      readonly state: 'blocked'
      readonly country: string | null
      /** Day that the country table was made. */
      readonly tableDate: string
      /** Cloud service that the address belongs to, forward-confirmed. */
      readonly service: string | null
      readonly scope: 'smtp' | 'retrieval'
    }
  /** Never blocks. */
  | { readonly state: 'unknown'; readonly why: string }
