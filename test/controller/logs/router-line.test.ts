import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseRouterLine } from '../../../src/controller/logs/router-line.ts'

interface Fields {
  target?: string
  status?: string
  code?: string
  path?: string
  connect?: string
  service?: string
}

function written({
  target = 'app-1 web.1',
  status = '200',
  code = '',
  path = '/x',
  ...times
}: Fields): string {
  const { connect = '0.001', service = '0.023' } = times
  const [seconds, host, id, from] = [
    '1795392741.661',
    'blog.localhost',
    '1467e6e304a25a2d087f846af04af63a',
    '1.2.3.4',
  ]
  return [target, seconds, status, code, 'GET', path, host, id, from, connect, service, '13', 'http'].join(
    '\t',
  )
}

const common = 'host=blog.localhost request_id=1467e6e304a25a2d087f846af04af63a fwd="1.2.3.4"'

test('a request is a line as Heroku writes it', () => {
  assert.deepEqual(parseRouterLine(written({})), {
    appId: 'app-1',
    dropped: undefined,
    line: {
      at: new Date(1795392741661),
      source: 'qp',
      dyno: 'router',
      text: `at=info method=GET path="/x" ${common} dyno=web.1 connect=1ms service=23ms status=200 bytes=13 protocol=http`,
    },
  })
})

const errors: [Fields, string, string][] = [
  ...[
    ['H80', '503', 'at=info code=H80 desc="Maintenance mode" '],
    ['Q10', '403', 'at=info code=Q10 desc="Address not whitelisted" '],
    ['Q11', '404', 'at=info code=Q11 desc="Routing disabled" '],
    ['to-https', '301', 'at=info method=GET '],
  ].map(([code = '', status = '', beginning = '']): [Fields, string, string] => [
    { target: 'app-1 -', status, code, connect: '', service: '' },
    beginning,
    `dyno= connect= service= status=${status}`,
  ]),
  [
    { status: '504', code: 'H12', connect: '0.000', service: '55.001' },
    'at=error code=H12 desc="Request timeout" ',
    'dyno=web.1 connect=0ms service=55001ms status=504',
  ],
  [
    { target: 'app-1 -', status: '503', code: 'H14', connect: '-', service: '0.000' },
    'at=error code=H14 desc="No web processes running" ',
    'dyno= connect= service=0ms status=503',
  ],
  [
    { status: '503', code: 'H10', connect: '-, -', service: '0.001, 0.000' },
    'at=error code=H10 desc="App crashed" ',
    'dyno=web.1 connect= service=0ms status=503',
  ],
  [
    { status: '499', connect: '0.001', service: '-' },
    'at=warning code=H27 desc="Client Request Interrupted" ',
    'dyno=web.1 connect=1ms service= status=499',
  ],
  [
    { connect: '-, 0.002', service: '0.000, 0.004' },
    'at=info ',
    'dyno=web.1 connect=2ms service=4ms status=200',
  ],
]
for (const [fields, beginning, end] of errors) {
  test(`${JSON.stringify(fields)} gives ${beginning}`, () => {
    const text = parseRouterLine(written(fields))?.line.text ?? ''
    assert.ok(text.startsWith(beginning), text)
    assert.ok(text.includes(end), text)
  })
}

test('what nginx did not write is told with the line after it', () => {
  const dropped = { count: 24_000, since: new Date(1795392740_000) }
  assert.deepEqual(parseRouterLine(written({ target: 'app-1 web.1 24000 1795392740' }))?.dropped, dropped)
})

test('what is no line of an app is left out', () => {
  for (const text of ['', 'x', written({ target: '../app web.1' }), `${written({})}\tmore`]) {
    assert.equal(parseRouterLine(text), undefined, text)
  }
})
