import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkServiceType, formatRoute, parseRoute } from '../../../src/controller/domain/service.ts'

test('a route is paths and regular expressions, with commas in between', () => {
  const rules = parseRoute('/hooks, =/exact,^~  /final/,~ ^/users/[0-9]+/hooks,~*\\.png$')
  assert.deepEqual(
    rules.map(({ modifier, path }) => [modifier, path]),
    [
      ['', '/hooks'],
      ['=', '/exact'],
      ['^~', '/final/'],
      ['~', '^/users/[0-9]+/hooks'],
      ['~*', '\\.png$'],
    ],
  )
  const text = '/hooks,= /exact,^~ /final/,~ ^/users/[0-9]+/hooks,~* \\.png$'
  assert.equal(formatRoute(rules), text)
  assert.deepEqual(parseRoute(text), rules)
})

for (const route of ['', 'hooks', '/a,', '/a b', '= hooks', '~', '~ ', '!~ /a', '/a\tb']) {
  test(`${JSON.stringify(route)} is none`, () => {
    assert.throws(() => parseRoute(route), {
      id: 'invalid_params',
      message: / is no route\. Use a path such as /,
    })
  })
}

test('a service is of a process type other than web', () => {
  checkServiceType('web-hooks_2')
  for (const type of ['web', '', '1st', 'a b', 'a.1', 'a'.repeat(64)])
    assert.throws(() => checkServiceType(type), { id: 'invalid_params' }, type)
})
