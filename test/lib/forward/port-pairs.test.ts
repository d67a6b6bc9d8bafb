import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parsePortPairs } from '../../../src/lib/forward/port-pairs.ts'

for (const [text, localPorts, pairs] of [
  ['5000', undefined, [[5000, 5000]]],
  ['8080:5000', undefined, [[8080, 5000]]],
  ['0:5000', undefined, [[0, 5000]]],
  [
    '1,2:3, 65535',
    undefined,
    [
      [1, 1],
      [2, 3],
      [65_535, 65_535],
    ],
  ],
  [
    '0:1,0:2',
    undefined,
    [
      [0, 1],
      [0, 2],
    ],
  ],
  ['5000', '8080', [[8080, 5000]]],
  [
    '5000,5001',
    '8080,0',
    [
      [8080, 5000],
      [0, 5001],
    ],
  ],
] as const) {
  test(`${text} with ${localPorts} are ${JSON.stringify(pairs)}`, () => {
    assert.deepEqual(
      parsePortPairs(text, localPorts),
      pairs.map(([local, remote]) => ({ local, remote })),
    )
  })
}

for (const [text, localPorts, message] of [
  ['http', undefined, 'not a port: http. A port is a number from 1 to 65535.'],
  ['', undefined, 'not a port: nothing. A port is a number from 1 to 65535.'],
  ['5000,', undefined, 'not a port: nothing. A port is a number from 1 to 65535.'],
  ['0', undefined, 'not a port: 0. A port is a number from 1 to 65535.'],
  ['5000:0', undefined, 'not a port: 0. A port is a number from 1 to 65535.'],
  ['65536', undefined, 'not a port: 65536. A port is a number from 1 to 65535.'],
  ['-1', undefined, 'not a port: -1. A port is a number from 1 to 65535.'],
  ['1:2:3', undefined, '1:2:3 has a colon too many. It is PORT, or LOCAL:REMOTE.'],
  ['1,1:2', undefined, 'port 1 here is named twice: it can lead to one port alone.'],
  ['1:2', '3', "1:2 names its port here, so --localPort can't."],
  ['1,2', '3', '--localPort has 1 of 2 ports: it names one here for each port of the dyno.'],
  ['1', 'x', 'not a port: x. A port is a number from 1 to 65535.'],
] as const) {
  test(`${text || 'nothing'} with ${localPorts} is refused: ${message}`, () => {
    assert.throws(() => parsePortPairs(text, localPorts), { name: 'UsageError', message })
  })
}
