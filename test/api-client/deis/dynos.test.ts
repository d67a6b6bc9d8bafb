import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { page, stubbedDeis, stubDeis, testDeisRequests } from '../../fixtures/deis-requests.ts'
import { aDeisApp, aDeisBuild, aDeisConfig, aDeisContainer, aDeisPod } from '../../fixtures/deis-resources.ts'

const config = { method: 'GET', path: '/apps/demo/config/' } as const
const pods = { method: 'GET', path: '/apps/demo/pods/' } as const
const restart = (path: string) =>
  ({ method: 'POST', path: `/apps/demo/${path}`, body: {}, answer: [aDeisPod()] }) as const
/** Of web, scaled to none, and of worker, which was never scaled. */
const formation = [
  { method: 'GET', path: '/apps/demo/', answer: aDeisApp({ structure: { web: 0 } }) },
  { ...config, answer: aDeisConfig() },
  {
    method: 'GET',
    path: '/apps/demo/builds/?limit=1',
    answer: page(aDeisBuild({ procfile: { worker: 'work' } })),
  },
] as const

testDeisRequests([
  {
    name: 'dynos.list',
    call: (api) => api.dynos.list('demo'),
    exchanges: [
      { ...pods, answer: { results: [aDeisPod()], count: 1 } },
      { ...config, answer: aDeisConfig({ memory: { web: '256M' } }) },
    ],
    result: [
      {
        id: 'demo-web-3284379810-k5twh',
        name: 'demo-web-3284379810-k5twh',
        app: { name: 'demo' },
        type: 'web',
        size: 'custom',
        state: 'up',
        release: { version: 4 },
        created_at: '2026-11-22T21:48:30Z',
        updated_at: '2026-11-22T21:48:30Z',
      },
    ],
  },
  {
    name: 'dynos.list of all states',
    call: async (api) => (await api.dynos.list('demo')).map((it) => it.state).join(' '),
    exchanges: [
      {
        ...pods,
        answer: {
          count: 10,
          results: 'initializing creating starting up terminating down destroyed crashed error odd'
            .split(' ')
            .map((state) => aDeisPod({ state })),
        },
      },
      { ...config, answer: aDeisConfig() },
    ],
    result: 'starting starting starting up down down down crashed crashed odd',
  },
  { name: 'dynos.restart', call: (api) => api.dynos.restart('demo'), exchanges: [restart('pods/restart/')] },
  {
    name: 'dynos.restart where none runs',
    call: (api) => api.dynos.restart('demo'),
    exchanges: [{ ...restart('pods/restart/'), answer: [] }],
  },
  {
    name: 'dynos.restart of a type',
    call: (api) => api.dynos.restart('demo', 'web-hooks'),
    exchanges: [restart('pods/web-hooks/restart/')],
  },
  ...['web', 'worker', 'cmd'].map(
    (which) =>
      ({
        name: `dynos.restart of ${which} where none of it runs`,
        call: (api) => api.dynos.restart('demo', which),
        exchanges: [{ ...restart(`pods/${which}/restart/`), answer: [] }, ...formation],
      }) satisfies Parameters<typeof testDeisRequests>[0][number],
  ),
  {
    name: 'dynos.restart of one',
    call: (api) => api.dynos.restart('demo', 'demo-web-hooks-3284379810-k5twh'),
    exchanges: [restart('pods/web-hooks/demo-web-hooks-3284379810-k5twh/restart/')],
  },
  {
    name: 'dynos.restart of one, without the app',
    call: (api) => api.dynos.restart('demo', 'web-3284379810-k5twh'),
    exchanges: [restart('pods/web/web-3284379810-k5twh/restart/')],
  },
  {
    name: 'dynos.list by v1',
    version: 'v1',
    call: (api) => api.dynos.list('demo'),
    exchanges: [
      { method: 'GET', path: '/apps/demo/containers/?page_size=100', answer: page(aDeisContainer()) },
      { ...config, answer: aDeisConfig() },
    ],
    result: [
      {
        id: 'uuid-of-web-1',
        name: 'web.1',
        type: 'web',
        size: 'default',
        state: 'up',
        release: { version: 4 },
      },
    ],
  },
  ...[
    { which: undefined, path: 'containers/restart/' },
    { which: 'web', path: 'containers/web/restart/' },
    { which: 'web.2', path: 'containers/web/2/restart/' },
  ].map(
    ({ which, path }) =>
      ({
        name: `dynos.restart ${which} by v1`,
        version: 'v1',
        call: (api) => api.dynos.restart('demo', which),
        exchanges: [{ ...restart(path), answer: [aDeisContainer()] }],
      }) satisfies Parameters<typeof testDeisRequests>[0][number],
  ),
])

test('to restart what there is not is an error', async (t) => {
  stubDeis(t, [{ ...restart('pods/web.1/restart/'), answer: [] }, ...formation])
  await assert.rejects(stubbedDeis().dynos.restart('demo', 'web.1'), {
    code: 'not_found',
    message: 'No such dyno or process type: web.1. `qp ps -a demo` lists them.',
  })
})

test('there is no way to stop dynos, or into them', async (t) => {
  stubDeis(t, [])
  const { dynos } = stubbedDeis()
  const refused = [
    () => dynos.stop('demo', 'web'),
    () => dynos.readArchive('demo', 'web.1', '/srv'),
    () => dynos.writeArchive('demo', 'web.1', '/srv', Readable.from([])),
    () => dynos.runInside('demo', 'web.1', { command: 'bash' }),
    () => dynos.forward('demo', 'web.1'),
  ]
  for (const call of refused) await assert.rejects(call, { code: 'not_supported' }, String(call))
})
