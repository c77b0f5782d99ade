/** What a sign-in was forgiven: accepted, and worth telling. An accepted attempt has no cause; its facts hold the ids of these notes. */
import type { Language } from './define.ts'

const all = {
  'login-normalised': {
    en: 'The user name had full-width letters, spaces or another spelling; it was read in its normal form.',
    ja: 'ユーザー名に全角文字や空白などがありましたが、正しい形に直して受け付けました。',
  },
  'login-completed': {
    en: 'The user name had no @ and domain; it was completed, since only one mailbox fits. Enter the whole address in the app.',
    ja: 'ユーザー名に@とドメインがありませんでしたが、当てはまるメールボックスが1つだけなので補いました。アプリにはアドレス全体を入力してください。',
  },
  'tls-on-starttls-port': {
    en: 'The app began SSL/TLS at once on a STARTTLS port; it was served. Port 465, 993 or 995 belongs to that setting.',
    ja: 'STARTTLSのポートで最初からSSL/TLSが使われましたが、受け付けました。この設定に合うポートは465、993、995です。',
  },
  'charset-normalised': {
    en: 'The password was sent in another Unicode form; it was read in its normal form.',
    ja: 'パスワードが別のUnicode形式で送られましたが、正しい形に直して受け付けました。',
  },
} as const satisfies Readonly<Record<string, Readonly<Record<Language, string>>>>

/** Id of a note, as it stands in `facts.notes`. Never reused. */
export type NoteId = keyof typeof all

/** Every note by its id. */
export const notes: Readonly<Record<NoteId, Readonly<Record<Language, string>>>> = all

/** Is this the id of a note? A row of another release may hold one that this catalogue does not know. */
export const isNote = (id: unknown): id is NoteId => typeof id === 'string' && Object.hasOwn(notes, id)
