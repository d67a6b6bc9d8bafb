import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { test } from 'node:test'
import { realPlace } from '../fixtures/real-controller.ts'

const program = new URL('../../bin/dev.js', import.meta.url).pathname

test('qp server says in JSON lines what it does, and ends cleanly by SIGTERM', async (t) => {
  const { settings } = await realPlace(t)
  const http = `${settings.http.host}:${settings.http.port}`
  const addresses = ['--listen', '127.0.0.1:0', '--http', http, '--https', 'none']
  const argv = [program, 'server', '--data-dir', settings.dataDir, ...addresses]
  const server = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'inherit'] })
  t.after(() => server.kill('SIGKILL'))
  const ended = once(server, 'exit')
  const said: Record<string, unknown>[] = []
  for await (const line of createInterface({ input: server.stdout })) {
    const entry = JSON.parse(line) as Record<string, unknown>
    said.push(entry)
    if (entry['msg'] === 'qp server is ready') server.kill('SIGTERM')
  }
  assert.deepEqual(await ended, [0, null])
  const ready = said.find((it) => it['msg'] === 'qp server is ready')
  assert.match(String(ready?.['url']), /^http:\/\/127\.0\.0\.1:\d+$/)
  assert.deepEqual(
    { ...said.at(-1), time: 0, pid: 0, hostname: '' },
    {
      level: 30,
      time: 0,
      pid: 0,
      hostname: '',
      name: 'qp',
      signal: 'SIGTERM',
      msg: 'qp server has stopped',
    },
  )
})
