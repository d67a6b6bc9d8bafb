import assert from 'node:assert/strict'
import { test } from 'node:test'
import { errorPagesOf } from '../../../src/controller/domain/error-pages.ts'

const pages: Record<string, string | undefined> = {
  'https://cdn.example.com/down.html?a=1&b=2': 'https://cdn.example.com/down.html?a=1&b=2',
  ' http://cdn.example.com ': 'http://cdn.example.com/',
  '//cdn.example.com/down.html': '//cdn.example.com/down.html',
  'https://cdn.example.com/a\tb"<>': 'https://cdn.example.com/ab%22%3C%3E',
  'javascript:alert(1)': undefined,
  '/down.html': undefined,
  'down.html': undefined,
  'https://': undefined,
  '': undefined,
  [`https://cdn.example.com/${'a'.repeat(2000)}`]: undefined,
}

for (const [given, page] of Object.entries(pages)) {
  test(`${JSON.stringify(given.slice(0, 50))} gives ${page ?? 'no page'}`, () => {
    assert.deepEqual(errorPagesOf({ MAINTENANCE_PAGE_URL: given }), { maintenance: page, error: undefined })
    assert.deepEqual(errorPagesOf({ ERROR_PAGE_URL: given }), { maintenance: undefined, error: page })
  })
}

test('an app without them has none', () => {
  assert.deepEqual(errorPagesOf({}), { maintenance: undefined, error: undefined })
})
