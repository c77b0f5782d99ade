/** Tells a secondary that a zone has changed (RFC 1996), from an address that we answer on: that is whom it takes zones from. */
import { createSocket } from 'node:dgram'
import { isIPv6 } from 'node:net'
import { decode, encode } from 'dns-packet'
import type { Endpoint } from '../../base/config.ts'

const dnsPort = 53
/** RFC 1996 4.6 would wait for a minute; whoever hears none of these looks by himself (the SOA record's refresh). */
const tries = 3
const pauseMs = 500

/** Opcode 4, authoritative. */
const notifyFlags = (4 << 11) | (1 << 10)

const isWildcard = (address: string): boolean => address === '0.0.0.0' || address === '::'

/** The address that a secondary knows us by; undefined where we listen on all. */
const sourceFor = (secondary: string, endpoints: readonly Endpoint[]): string | undefined =>
  endpoints.find(({ address }) => isIPv6(address) === isIPv6(secondary) && !isWildcard(address))?.address

/**
 * Tells it. Never throws.
 * @param endpoints where we answer
 * @returns whether it said that it heard
 */
export const notifySecondary = (secondary: string, zone: string, endpoints: readonly Endpoint[]): Promise<boolean> =>
  new Promise(resolve => {
    const socket = createSocket(isIPv6(secondary) ? 'udp6' : 'udp4')
    const id = Math.floor(Math.random() * 0x1_0000)
    const message = encode({ type: 'query', id, flags: notifyFlags, questions: [{ type: 'SOA', name: zone }] })
    let sent = 0
    const end = (heard: boolean): void => {
      clearInterval(timer)
      socket.close()
      resolve(heard)
    }
    const send = (): void => (sent++ < tries ? socket.send(message, dnsPort, secondary) : end(false))
    const timer = setInterval(send, pauseMs)
    socket.once('error', () => end(false))
    socket.on('message', (answer, { address }) => {
      try {
        if (address === secondary && decode(answer).id === id) end(true)
      } catch {
        // Not an answer to us; the tries go on.
      }
    })
    socket.bind({ address: sourceFor(secondary, endpoints), port: 0 }, send)
  })
