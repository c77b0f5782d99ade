/**
 * Cloud services that sign in on people's behalf, from wherever their machines stand: Gmail's "send mail as", the Outlook apps that fetch through Microsoft.
 * Owns how each is recognised: a forward-confirmed reverse name, or networks that its operator publishes. Rented machines (amazonaws.com,
 * googleusercontent.com, cloudapp.net, Microsoft's other networks) are no service: anybody may sit there.
 */
import { networkTable } from '../values/network.ts'

export type ServiceId = 'gmail' | 'outlook' | 'yahoo' | 'zoho' | 'fastmail'

export interface CloudService {
  readonly id: ServiceId
  /** As it calls itself, in every language. */
  readonly name: string
  /** Endings of forward-confirmed reverse names, each with its dot. */
  readonly suffixes: readonly string[]
  /** Published as this service's alone; for machines that have no reverse name. */
  readonly networks: readonly string[]
}

/**
 * Networks of Exchange Online (endpoint set 1 of Microsoft's published list), where the new Outlook's logins come from, and of Outlook for iOS and Android
 * ("Additional endpoints not included in the web service", row 10).
 */
const outlookNetworks = [
  '13.107.6.152/31',
  '13.107.18.10/31',
  '13.107.128.0/22',
  '23.103.160.0/20',
  '40.96.0.0/13',
  '40.104.0.0/15',
  '52.96.0.0/14',
  '52.125.128.0/20',
  '52.127.96.0/23',
  '132.245.0.0/16',
  '150.171.32.0/22',
  '2603:1006::/40',
  '2603:1016::/36',
  '2603:1026::/36',
  '2603:1036::/36',
  '2603:1046::/36',
  '2603:1056::/36',
]

/** In the order in which they are shown. */
export const cloudServices: readonly CloudService[] = [
  { id: 'gmail', name: 'Gmail', suffixes: ['.google.com'], networks: [] },
  { id: 'outlook', name: 'Outlook', suffixes: ['.outlook.com'], networks: outlookNetworks },
  { id: 'yahoo', name: 'Yahoo Mail (yahoo.com)', suffixes: ['.yahoo.com'], networks: [] },
  { id: 'zoho', name: 'Zoho Mail', suffixes: ['.zoho.com', '.zoho.eu', '.zoho.in', '.zoho.jp'], networks: [] },
  { id: 'fastmail', name: 'Fastmail', suffixes: ['.messagingengine.com'], networks: [] },
]

/** Reads a service's id as a person types it. @returns null when there is none of that name */
export const parseServiceId = (text: string): ServiceId | null => cloudServices.find(({ id }) => id === text.trim().toLowerCase())?.id ?? null

/** The service whose published networks an address is in; needs no resolver. */
export const serviceOfAddress: (address: string) => ServiceId | null = networkTable(cloudServices.flatMap(({ id, networks }) => networks.map(network => [network, id] as const)))

/** The service that a forward-confirmed reverse name belongs to. @param name lower case, without final dot */
export const serviceOfName = (name: string): ServiceId | null => cloudServices.find(({ suffixes }) => suffixes.some(suffix => name.endsWith(suffix)))?.id ?? null

/** A service as it calls itself; what is no id of ours comes back as it is. */
export const serviceName = (id: string): string => cloudServices.find(service => service.id === id)?.name ?? id
