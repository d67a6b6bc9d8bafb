import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nginxFiles } from '../../../src/controller/router/nginx-files.ts'

test('only what workers need lies where they can reach it', () => {
  const { runDir, ...files } = nginxFiles('/data/router')
  assert.equal(runDir, '/data/router/run')
  const reachable = Object.entries(files).filter(([, path]) => path.startsWith(runDir))
  assert.deepEqual(reachable.map(([name]) => name).sort(), ['accessLog', 'errorLog'])
})
