import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Controller } from '../../src/api-client/controller.ts'
import {
  describeNextBuild,
  renderBuildpacks,
  withInserted,
  withRemoved,
  withReplaced,
} from '../../src/lib/buildpacks.ts'
import { aBuildpackInstallation } from '../fixtures/resources.ts'

test('one goes in the place of another, or behind all', () => {
  assert.deepEqual(withReplaced([], 'x', 1), ['x'])
  assert.deepEqual(withReplaced(['a', 'b'], 'x', 1), ['x', 'b'])
  assert.deepEqual(withReplaced(['a', 'b'], 'x', 2), ['a', 'x'])
  assert.deepEqual(withReplaced(['a'], 'x', 9), ['a', 'x'])
  assert.deepEqual(withReplaced(['a'], 'a', 1), ['a'])
  assert.throws(() => withReplaced(['a', 'b'], 'b', 1), /already set/)
})

test('one goes before another, or behind all', () => {
  assert.deepEqual(withInserted(['a'], 'x'), ['a', 'x'])
  assert.deepEqual(withInserted(['a'], 'x', 1), ['x', 'a'])
  assert.throws(() => withInserted(['a'], 'a'), /already set/)
})

test('one is taken away by name, by address or by place', () => {
  const names = ['heroku/nodejs', 'https://example.com/own.git']
  assert.deepEqual(withRemoved(names, 'urn:buildpack:heroku/nodejs'), [names[1]])
  assert.deepEqual(withRemoved(names, 'https://example.com/own'), [names[0]])
  assert.deepEqual(withRemoved(names, 2), [names[0]])
  assert.throws(() => withRemoved(names, 3), /no buildpack number 3/)
  assert.throws(() => withRemoved(names, 'other'), /no buildpack other/)
  assert.throws(() => withRemoved([], 1), /Nothing was removed/)
})

test('one is a name, several are a numbered list', () => {
  assert.equal(renderBuildpacks([aBuildpackInstallation('a')]), 'a')
  assert.equal(renderBuildpacks([aBuildpackInstallation('a'), aBuildpackInstallation('b', 1)]), '1. a\n2. b')
})

test('BUILDPACK_URL comes first, but where it is what holds the one that was set', async () => {
  const describe = (BUILDPACK_URL: string) => {
    const configVars = { get: async () => ({ BUILDPACK_URL }) } as unknown as Controller['configVars']
    const api = { configVars, buildpacks: {} as Controller['buildpacks'] }
    return describeNextBuild(api, 'blog', [aBuildpackInstallation('https://example.com/a')])
  }
  assert.match(
    await describe('https://example.com/b'),
    /^The config var BUILDPACK_URL is set, and comes first/,
  )
  assert.match(
    await describe('https://example.com/a'),
    /^The next build of blog will use:\nhttps:\/\/example\.com\/a\n/,
  )
})
