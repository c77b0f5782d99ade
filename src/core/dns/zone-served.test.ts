import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type HandedOn, servedZones } from './zone-served.ts'

const on = (zone: string, name: string): HandedOn => ({ zone, name })

const cases: readonly (readonly [what: string, zones: readonly string[], handedOn: readonly HandedOn[], served: readonly string[]])[] = [
  ['zones beside each other', ['kaede.jp', 'momiji.jp'], [], ['kaede.jp', 'momiji.jp']],
  ['a name that only ends alike', ['kaede.jp', 'mykaede.jp'], [], ['kaede.jp', 'mykaede.jp']],
  ['below another, not handed on', ['shop.kaede.jp', 'kaede.jp'], [], ['kaede.jp']],
  ['below another, handed on', ['shop.kaede.jp', 'kaede.jp'], [on('kaede.jp', 'shop.kaede.jp')], ['kaede.jp', 'shop.kaede.jp']],
  ['another name is handed on', ['shop.kaede.jp', 'kaede.jp'], [on('kaede.jp', 'web.kaede.jp')], ['kaede.jp']],
  ['the zone above is not here', ['shop.kaede.jp'], [], ['shop.kaede.jp']],
  ['two labels below', ['a.shop.kaede.jp', 'kaede.jp'], [], ['kaede.jp']],
  [
    'a zone in between that is not answered for hands nothing on',
    ['a.shop.kaede.jp', 'shop.kaede.jp', 'kaede.jp'],
    [on('shop.kaede.jp', 'a.shop.kaede.jp')],
    ['kaede.jp'],
  ],
  [
    'past a zone in between that is not answered for',
    ['a.shop.kaede.jp', 'shop.kaede.jp', 'kaede.jp'],
    [on('kaede.jp', 'a.shop.kaede.jp')],
    ['kaede.jp', 'a.shop.kaede.jp'],
  ],
  [
    'handed on twice',
    ['a.shop.kaede.jp', 'shop.kaede.jp', 'kaede.jp'],
    [on('kaede.jp', 'shop.kaede.jp'), on('shop.kaede.jp', 'a.shop.kaede.jp')],
    ['kaede.jp', 'shop.kaede.jp', 'a.shop.kaede.jp'],
  ],
]

for (const [what, zones, handedOn, served] of cases) {
  test(what, () => assert.deepEqual([...servedZones(zones, handedOn)], served))
}
