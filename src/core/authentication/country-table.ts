/** What is known of the country table itself, and how it is said to people. Pure. */
import type { Language } from '../causes/define.ts'

/** Why a table cannot be used. */
export interface TableTrouble {
  /** `not-a-table`: not an .mmdb file, or a broken one. `no-countries`: it answers, but with no country, such as a table of network operators. */
  readonly kind: 'missing' | 'unreadable' | 'not-a-table' | 'no-countries'
  readonly path: string
  /** For the log: the system's or the reader's own words. */
  readonly why: string
}

/** The table in use. */
export interface CountryTableStatus {
  /** `own`: the operator's. `shipped`: ours. `none`: neither could be read; then nobody's country is known and nobody is blocked. */
  readonly source: 'own' | 'shipped' | 'none'
  /** Day that it was made, `2026-06-17`; null without a table. */
  readonly date: string | null
  /** What stands in the way of the table that should be in use. */
  readonly trouble: TableTrouble | null
}

/** Days after which a table has aged: networks are sold across borders every week. */
const agedAfterDays = 365

/**
 * How old a table is.
 * @param date ISO 8601
 * @returns days, and whether that is too many to rely on it
 */
export const ageOfTable = (date: string, now: Date): { readonly days: number; readonly isAged: boolean } => {
  const days = Math.max(0, Math.floor((now.getTime() - Date.parse(date)) / 86_400_000))
  return { days, isAged: days > agedAfterDays }
}

interface Words {
  readonly source: Readonly<Record<CountryTableStatus['source'], (date: string, days: number) => string>>
  readonly trouble: Readonly<Record<TableTrouble['kind'], (path: string) => string>>
  readonly aged: string
}

const words: Readonly<Record<Language, Words>> = {
  en: {
    source: {
      own: (date, days) => `Country table: your own, made ${date} (${days} days ago)`,
      shipped: (date, days) => `Country table: the one that comes with Todoku, made ${date} (${days} days ago)`,
      none: () => 'Country table: none can be read, so the country rule blocks nobody. Install Todoku again, or name a table of your own in country.table',
    },
    trouble: {
      missing: path => `country.table names ${path}, and there is no such file: put it there, or correct the path in todoku.toml`,
      unreadable: path => `country.table names ${path}, which the mail service's own user may not read: run chmod a+r ${path}, and chmod a+x on the directories above it`,
      'not-a-table': path => `${path} is not an .mmdb table, or it is damaged: unpack the archive that it came in, or fetch it again`,
      'no-countries': path => `${path} is a table without countries: choose one of countries, such as GeoLite2-Country.mmdb`,
    },
    aged: 'It is older than a year: some addresses have moved to other countries since. Put a newer .mmdb file into country.table',
  },
  ja: {
    source: {
      own: (date, days) => `国別表: ご自身で用意された表、${date} 作成 (${days} 日前)`,
      shipped: (date, days) => `国別表: Todoku に付属の表、${date} 作成 (${days} 日前)`,
      none: () => '国別表: 読める表がないため、国別ルールは誰にも働いていません。Todoku を入れ直すか、country.table に表を指定してください',
    },
    trouble: {
      missing: path => `country.table に書かれた ${path} が見つかりません。ファイルを置くか、todoku.toml のパスを直してください`,
      unreadable: path => `country.table に書かれた ${path} を、メールサービスのユーザーが読めません。chmod a+r ${path} を実行し、上のディレクトリにも chmod a+x を付けてください`,
      'not-a-table': path => `${path} は .mmdb 形式の表ではないか、壊れています。圧縮ファイルなら展開し、そうでなければ取り直してください`,
      'no-countries': path => `${path} には国の情報が入っていません。GeoLite2-Country.mmdb のような、国の表を選んでください`,
    },
    aged: '作られてから 1 年を超えています。その後に別の国へ移ったアドレスがあります。country.table に新しい .mmdb ファイルを置いてください',
  },
}

/**
 * Says which table is in use, and what is wrong with it: the first line always, then what to do.
 * @param now for its age
 */
export const describeTable = ({ source, date, trouble }: CountryTableStatus, now: Date, language: Language): string[] => {
  const say = words[language]
  const { days, isAged } = date === null ? { days: 0, isAged: false } : ageOfTable(date, now)
  return [say.source[source](date ?? '', days), ...(trouble ? [say.trouble[trouble.kind](trouble.path)] : []), ...(isAged ? [say.aged] : [])]
}
