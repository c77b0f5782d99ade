/**
 * What codes alone make likely: little, since servers use one code for many causes (5.7.30 is a DKIM failure at Gmail and "basic authentication is off" at Microsoft).
 * No code decides; the words beside it do.
 */
import type { Means } from './phrase.ts'

const wrongCredentials: Means = { 'credential.mismatch': 0.4, 'identity.no-domain': 0.33, 'credential.stale-password': 0.3 }
const signInFirst: Means = { 'mechanism.no-sign-in': 0.4, 'transport.starttls-not-used': 0.3 }
const relay: Means = { 'mechanism.no-sign-in': 0.25, 'envelope.relay-without-sign-in': 0.23, 'envelope.sender-not-owned': 0.15, 'delivery.looks-like-spam': 0.12 }
const temporary: Means = { 'ours.store-away': 0.4, 'network.throttled': 0.25 }
const noRecipient: Means = { 'envelope.recipient-unknown': 0.45 }
const full: Means = { 'envelope.mailbox-full': 0.45 }
const tooBig: Means = { 'envelope.message-too-big': 0.45 }

/** By SMTP reply code (RFC 5321, RFC 4954). */
export const byBasic: Readonly<Record<string, Means>> = {
  421: { 'network.too-many-connections': 0.3, 'network.too-slow': 0.2, 'delivery.rate-limited': 0.2 },
  432: { 'credential.stale-password': 0.3 },
  450: { 'delivery.greylisted': 0.3 },
  451: { 'delivery.greylisted': 0.3 },
  452: full,
  454: temporary,
  501: { 'mechanism.malformed': 0.3 },
  503: { 'transport.starttls-not-used': 0.3, 'mechanism.no-sign-in': 0.25 },
  504: { 'mechanism.ntlm': 0.3, 'mechanism.challenge-response': 0.28, 'mechanism.oauth': 0.26, 'mechanism.not-offered': 0.24 },
  523: { 'transport.tls-required': 0.45 },
  525: { 'identity.mailbox-suspended': 0.45 },
  530: signInFirst,
  534: { 'credential.app-password-required': 0.4 },
  535: wrongCredentials,
  538: { 'transport.tls-required': 0.45 },
  552: { 'envelope.message-too-big': 0.35, 'envelope.mailbox-full': 0.3 },
  553: { 'envelope.sender-not-owned': 0.4 },
}

/** By enhanced status code (RFC 3463, and what the large providers made of it). */
export const byEnhanced: Readonly<Record<string, Means>> = {
  '4.2.2': full,
  '4.4.1': { 'delivery.no-answer': 0.4 },
  '4.7.0': { 'ours.store-away': 0.3, 'network.throttled': 0.25, 'delivery.greylisted': 0.2, 'delivery.rate-limited': 0.2 },
  '4.7.1': { 'mechanism.no-sign-in': 0.3, 'delivery.greylisted': 0.3 },
  '4.7.12': { 'credential.stale-password': 0.3 },
  '4.7.28': { 'delivery.rate-limited': 0.45 },
  '4.4.6': { 'delivery.mail-loop': 0.45 },
  '5.1.0': { 'envelope.recipient-unknown': 0.3 },
  '5.1.1': noRecipient,
  '5.1.10': noRecipient,
  '5.1.2': { 'delivery.no-such-domain': 0.45 },
  '5.2.1': { 'delivery.recipient-inactive': 0.4 },
  '5.2.2': full,
  '5.2.3': tooBig,
  '5.3.4': tooBig,
  '5.4.6': { 'delivery.mail-loop': 0.45 },
  '5.4.14': { 'delivery.mail-loop': 0.45 },
  '5.4.4': { 'delivery.no-such-domain': 0.4 },
  '5.5.4': { 'mechanism.ntlm': 0.2, 'mechanism.challenge-response': 0.19, 'mechanism.oauth': 0.18, 'mechanism.not-offered': 0.17 },
  '5.6.7': { 'envelope.unicode-address': 0.45 },
  '5.7.0': signInFirst,
  '5.7.1': relay,
  '5.7.11': { 'transport.tls-required': 0.45 },
  '5.7.13': { 'identity.mailbox-suspended': 0.45 },
  '5.7.139': { 'delivery.basic-auth-off': 0.45 },
  '5.7.14': { 'delivery.web-sign-in': 0.45 },
  '5.7.23': { 'delivery.spf-fails': 0.45 },
  '5.7.24': { 'delivery.spf-fails': 0.45 },
  '5.7.25': { 'delivery.no-ptr': 0.45 },
  '5.7.26': { 'delivery.spf-fails': 0.35, 'delivery.dkim-fails': 0.33, 'delivery.dmarc-fails': 0.3 },
  '5.7.27': { 'delivery.spf-fails': 0.45 },
  '5.7.28': { 'delivery.rate-limited': 0.45 },
  '5.7.29': { 'delivery.no-tls': 0.45 },
  '5.7.3': wrongCredentials,
  '5.7.30': { 'delivery.dkim-fails': 0.4, 'delivery.basic-auth-off': 0.4 },
  '5.7.32': { 'delivery.not-aligned': 0.45 },
  '5.7.40': { 'delivery.dmarc-fails': 0.45 },
  '5.7.509': { 'delivery.dmarc-fails': 0.45 },
  '5.7.515': { 'delivery.dmarc-fails': 0.45 },
  '5.7.57': { 'mechanism.no-sign-in': 0.45 },
  '5.7.606': { 'delivery.blocked-reputation': 0.45 },
  '5.7.8': wrongCredentials,
  '5.7.9': { 'credential.app-password-required': 0.35, 'delivery.dmarc-fails': 0.15 },
}

/** By response code of IMAP (RFC 5530) and POP3 (RFC 2449, 3206), in lower case and without brackets. */
export const byResponse: Readonly<Record<string, Means>> = {
  authenticationfailed: wrongCredentials,
  authorizationfailed: { 'mechanism.another-identity': 0.45 },
  unavailable: { 'ours.store-away': 0.4, 'ours.engine-away': 0.25 },
  expired: { 'credential.app-password-expired': 0.45 },
  privacyrequired: { 'transport.tls-required': 0.45 },
  contactadmin: { 'identity.mailbox-suspended': 0.45 },
  limit: { 'network.throttled': 0.35, 'network.too-many-connections': 0.33 },
  overquota: full,
  clientbug: { 'mechanism.malformed': 0.45 },
  // The capability of a server that takes no password before STARTTLS (RFC 9051 6.2.3).
  logindisabled: { 'transport.starttls-not-used': 0.45, 'transport.tls-required': 0.3 },
  auth: wrongCredentials,
  'sys/temp': { 'ours.store-away': 0.35, 'network.throttled': 0.3 },
  'login-delay': { 'network.throttled': 0.4 },
}
