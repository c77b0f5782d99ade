/** Names of TLS numbers, as people find them in manuals: versions, alerts (RFC 8446 6), cipher suites (IANA's registry). */

const versions: Readonly<Record<number, string>> = { 0x0002: 'SSL 2.0', 0x0300: 'SSL 3.0', 0x0301: 'TLS 1.0', 0x0302: 'TLS 1.1', 0x0303: 'TLS 1.2', 0x0304: 'TLS 1.3' }

/** Alerts that end a handshake. */
const alerts: Readonly<Record<number, string>> = {
  0: 'close_notify',
  10: 'unexpected_message',
  20: 'bad_record_mac',
  40: 'handshake_failure',
  41: 'no_certificate',
  42: 'bad_certificate',
  43: 'unsupported_certificate',
  44: 'certificate_revoked',
  45: 'certificate_expired',
  46: 'certificate_unknown',
  47: 'illegal_parameter',
  48: 'unknown_ca',
  49: 'access_denied',
  50: 'decode_error',
  51: 'decrypt_error',
  70: 'protocol_version',
  71: 'insufficient_security',
  80: 'internal_error',
  86: 'inappropriate_fallback',
  90: 'user_canceled',
  109: 'missing_extension',
  110: 'unsupported_extension',
  112: 'unrecognized_name',
  113: 'bad_certificate_status_response',
}

/** The suites that clients offer which find nothing in common with a server of today, and those that they lack. */
const suites: Readonly<Record<number, string>> = {
  0x0001: 'RSA_WITH_NULL_MD5',
  0x0002: 'RSA_WITH_NULL_SHA',
  0x0003: 'RSA_EXPORT_WITH_RC4_40_MD5',
  0x0004: 'RSA_WITH_RC4_128_MD5',
  0x0005: 'RSA_WITH_RC4_128_SHA',
  0x0006: 'RSA_EXPORT_WITH_RC2_CBC_40_MD5',
  0x0007: 'RSA_WITH_IDEA_CBC_SHA',
  0x0008: 'RSA_EXPORT_WITH_DES40_CBC_SHA',
  0x0009: 'RSA_WITH_DES_CBC_SHA',
  0x000a: 'RSA_WITH_3DES_EDE_CBC_SHA',
  0x0013: 'DHE_DSS_WITH_3DES_EDE_CBC_SHA',
  0x0015: 'DHE_RSA_WITH_DES_CBC_SHA',
  0x0016: 'DHE_RSA_WITH_3DES_EDE_CBC_SHA',
  0x002f: 'RSA_WITH_AES_128_CBC_SHA',
  0x0032: 'DHE_DSS_WITH_AES_128_CBC_SHA',
  0x0033: 'DHE_RSA_WITH_AES_128_CBC_SHA',
  0x0035: 'RSA_WITH_AES_256_CBC_SHA',
  0x0038: 'DHE_DSS_WITH_AES_256_CBC_SHA',
  0x0039: 'DHE_RSA_WITH_AES_256_CBC_SHA',
  0x003c: 'RSA_WITH_AES_128_CBC_SHA256',
  0x003d: 'RSA_WITH_AES_256_CBC_SHA256',
  0x0041: 'RSA_WITH_CAMELLIA_128_CBC_SHA',
  0x0067: 'DHE_RSA_WITH_AES_128_CBC_SHA256',
  0x006b: 'DHE_RSA_WITH_AES_256_CBC_SHA256',
  0x0084: 'RSA_WITH_CAMELLIA_256_CBC_SHA',
  0x0096: 'RSA_WITH_SEED_CBC_SHA',
  0x009c: 'RSA_WITH_AES_128_GCM_SHA256',
  0x009d: 'RSA_WITH_AES_256_GCM_SHA384',
  0x009e: 'DHE_RSA_WITH_AES_128_GCM_SHA256',
  0x009f: 'DHE_RSA_WITH_AES_256_GCM_SHA384',
  0x1301: 'AES_128_GCM_SHA256',
  0x1302: 'AES_256_GCM_SHA384',
  0x1303: 'CHACHA20_POLY1305_SHA256',
  0x1304: 'AES_128_CCM_SHA256',
  0x1305: 'AES_128_CCM_8_SHA256',
  0xc007: 'ECDHE_ECDSA_WITH_RC4_128_SHA',
  0xc008: 'ECDHE_ECDSA_WITH_3DES_EDE_CBC_SHA',
  0xc009: 'ECDHE_ECDSA_WITH_AES_128_CBC_SHA',
  0xc00a: 'ECDHE_ECDSA_WITH_AES_256_CBC_SHA',
  0xc011: 'ECDHE_RSA_WITH_RC4_128_SHA',
  0xc012: 'ECDHE_RSA_WITH_3DES_EDE_CBC_SHA',
  0xc013: 'ECDHE_RSA_WITH_AES_128_CBC_SHA',
  0xc014: 'ECDHE_RSA_WITH_AES_256_CBC_SHA',
  0xc023: 'ECDHE_ECDSA_WITH_AES_128_CBC_SHA256',
  0xc024: 'ECDHE_ECDSA_WITH_AES_256_CBC_SHA384',
  0xc027: 'ECDHE_RSA_WITH_AES_128_CBC_SHA256',
  0xc028: 'ECDHE_RSA_WITH_AES_256_CBC_SHA384',
  0xc02b: 'ECDHE_ECDSA_WITH_AES_128_GCM_SHA256',
  0xc02c: 'ECDHE_ECDSA_WITH_AES_256_GCM_SHA384',
  0xc02f: 'ECDHE_RSA_WITH_AES_128_GCM_SHA256',
  0xc030: 'ECDHE_RSA_WITH_AES_256_GCM_SHA384',
  0xcca8: 'ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256',
  0xcca9: 'ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256',
}

const hex = (number: number): string => `0x${number.toString(16).padStart(4, '0')}`

/** `TLS 1.1`; a number that has no name stays a number. */
export const versionName = (version: number): string => versions[version] ?? hex(version)

/** `bad_certificate`; a number that has no name is `alert 99`. */
export const alertName = (alert: number): string => alerts[alert] ?? `alert ${alert}`

/** `RSA_WITH_AES_128_CBC_SHA`; a suite that has no name here stays a number. */
export const suiteName = (suite: number): string => suites[suite] ?? hex(suite)
