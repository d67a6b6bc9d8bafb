import assert from 'node:assert/strict'
import { test } from 'node:test'
import { controllerUrl } from '../../src/lib/controller-url.ts'

test('controllerUrl has one spelling for an address', () => {
  const cases = {
    'https://QP.example.com': 'https://qp.example.com',
    'https://qp.example.com:443/': 'https://qp.example.com',
    'http://127.0.0.1:5005//': 'http://127.0.0.1:5005',
    'https://mia:secret@qp.example.com/api/?x#y': 'https://qp.example.com/api',
  }
  for (const [text, url] of Object.entries(cases)) assert.equal(controllerUrl(text), url)
})

test('controllerUrl refuses what is no http address', () => {
  for (const text of ['', 'qp.example.com', 'localhost:5005', 'ftp://x', 'file:///etc/passwd']) {
    assert.throws(() => controllerUrl(text), { name: 'UsageError' })
  }
})
