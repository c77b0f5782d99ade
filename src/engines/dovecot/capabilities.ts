/**
 * What Dovecot says before and after sign-in, so that the edge can say the same before sign-in. Pure; a live test compares it with the real one.
 * Names are in Dovecot's order.
 */
import { type DovecotVersion, is24 } from './read.ts'

const imapBefore23 = 'IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE IDLE LITERAL+'
const imapAfter23 =
  'IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE IDLE SORT SORT=DISPLAY THREAD=REFERENCES THREAD=REFS THREAD=ORDEREDSUBJECT MULTIAPPEND URL-PARTIAL ' +
  'CATENATE UNSELECT CHILDREN NAMESPACE UIDPLUS LIST-EXTENDED I18NLEVEL=1 CONDSTORE QRESYNC ESEARCH ESORT SEARCHRES WITHIN CONTEXT=SEARCH LIST-STATUS ' +
  'BINARY MOVE SNIPPET=FUZZY PREVIEW=FUZZY PREVIEW STATUS=SIZE SAVEDATE LITERAL+ NOTIFY SPECIAL-USE QUOTA'

const imapBefore24 = 'IMAP4rev1 LOGIN-REFERRALS ID ENABLE IDLE SASL-IR LITERAL+'
const imapAfter24 =
  'IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE IDLE SORT SORT=DISPLAY THREAD=REFERENCES THREAD=REFS THREAD=ORDEREDSUBJECT MULTIAPPEND URL-PARTIAL ' +
  'CATENATE UNSELECT CHILDREN NAMESPACE UIDPLUS LIST-EXTENDED I18NLEVEL=1 CONDSTORE QRESYNC ESEARCH ESORT SEARCHRES WITHIN CONTEXT=SEARCH LIST-STATUS ' +
  'BINARY MOVE REPLACE SNIPPET=FUZZY PREVIEW=FUZZY PREVIEW SPECIAL-USE STATUS=SIZE SAVEDATE COMPRESS=DEFLATE INPROGRESS NOTIFY LITERAL+ QUOTA'

/**
 * IMAP capabilities before sign-in, without `AUTH=…`, `STARTTLS` and `LOGINDISABLED`, which are the edge's to add.
 * The fuller list comes with the OK of the sign-in, from Dovecot itself.
 */
export const imapCapabilities = (version: DovecotVersion): string[] => (is24(version) ? imapBefore24 : imapBefore23).split(' ')

/** IMAP capabilities after sign-in. */
export const imapCapabilitiesAfterSignIn = (version: DovecotVersion): string[] => (is24(version) ? imapAfter24 : imapAfter23).split(' ')

/**
 * CAPA lines of POP3 before and after sign-in, the same for 2.3 and 2.4, without `USER`, `SASL` and `STLS`, which are the edge's to add
 * (after sign-in none of them is there).
 */
export const pop3Capabilities = (_version: DovecotVersion): string[] => ['TOP', 'UIDL', 'RESP-CODES', 'PIPELINING', 'AUTH-RESP-CODE']
