import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as shared from '../../src/lib/app-flag.ts'

const { appFlag, controllerLongFlag, jsonFlag, ...rest } = shared

test('the shared flags have the letters of Heroku', () => {
  const letters = Object.entries({ ...appFlag, ...jsonFlag }).map(([name, flag]) => [name, flag.char])
  assert.deepEqual(Object.fromEntries(letters), { app: 'a', remote: 'r', controller: 'c', json: 'j' })
  assert.equal(controllerLongFlag.controller.char, undefined)
})

test('no argument reads stdin, which would eat what is piped to a command', () => {
  const { optionalArgument, requiredArgument, restArgument, requiredRestArgument } = rest
  for (const argument of [optionalArgument, requiredArgument, restArgument, requiredRestArgument]) {
    assert.equal(argument('x').ignoreStdin, true, argument.name)
  }
})
