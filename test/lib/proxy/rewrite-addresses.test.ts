import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rewriteAddresses } from '../../../src/lib/proxy/rewrite-addresses.ts'

function rewrite(json: string) {
  const paths: string[] = []
  const to = '127.0.0.1:5999'
  const text = rewriteAddresses(json, { from: 'qp.example.com', to, onPath: (path) => paths.push(path) })
  return { text, paths }
}

test('addresses of the controller lead here, wherever they stand', () => {
  const body = [
    { logplex_url: 'https://qp.example.com/logs/secret?x=1' },
    { run: { attach_url: 'wss://qp.example.com/apps/blog/runs/1/attach' } },
  ]
  const { text, paths } = rewrite(JSON.stringify(body))
  assert.deepEqual(JSON.parse(text), [
    { logplex_url: 'http://127.0.0.1:5999/logs/secret?x=1' },
    { run: { attach_url: 'ws://127.0.0.1:5999/apps/blog/runs/1/attach' } },
  ])
  assert.deepEqual(paths, ['/logs/secret?x=1', '/apps/blog/runs/1/attach'])
})

test('all else is as it was, to the byte', () => {
  for (const body of [
    { web_url: 'https://qp.example.com/', git_url: 'https://qp.example.com/blog.git' },
    { attach_url: 'rendezvous://qp.example.com:5998/secret' },
    { logplex_url: 'https://other.example.com/logs/x', output_stream_url: null, put_url: 'nonsense' },
  ]) {
    const json = JSON.stringify(body, null, 1)
    assert.deepEqual(rewrite(json), { text: json, paths: [] })
  }
})

test('what holds no such address need be no JSON', () => {
  for (const text of ['', '<html>']) assert.deepEqual(rewrite(text), { text, paths: [] })
})
