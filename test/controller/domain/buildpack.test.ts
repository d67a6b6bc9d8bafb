import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  buildpackUrl,
  getBuildpack,
  knownBuildpacks,
  resolveBuildpack,
} from '../../../src/controller/domain/buildpack.ts'

const resolved: Record<string, string> = {
  'heroku/nodejs': 'heroku/nodejs',
  'urn:buildpack:heroku/nodejs': 'heroku/nodejs',
  'heroku/ruby': 'https://github.com/heroku/heroku-buildpack-ruby',
  'urn:buildpack:heroku/jvm': 'https://github.com/heroku/heroku-buildpack-jvm-common',
  'heroku-community/apt': 'https://github.com/heroku/heroku-buildpack-apt',
  'https://example.com/own.git#v1': 'https://example.com/own.git#v1',
  'git@example.com:own.git': 'git@example.com:own.git',
  // For the build to refuse.
  'heroku/cobol': 'heroku/cobol',
}

for (const [asked, known] of Object.entries(resolved)) {
  test(`builds know ${asked} as ${known}`, () => assert.equal(resolveBuildpack(asked), known))
}

test('a URL for each: ours by URN, others where they come from', () => {
  assert.equal(buildpackUrl(getBuildpack('qp/null')), 'urn:buildpack:qp/null')
  assert.equal(buildpackUrl(getBuildpack('heroku/go')), 'https://github.com/heroku/heroku-buildpack-go')
  assert.equal(buildpackUrl(getBuildpack('https://example.com/own')), 'https://example.com/own')
})

test('a name that nobody knows is refused, and the near one named', () => {
  for (const asked of ['heroku/pyhton', 'urn:buildpack:acme/own', 'nodejs', 'file:///etc', ''])
    assert.throws(() => getBuildpack(asked), { id: 'invalid_params' })
  assert.throws(() => getBuildpack('heroku/pyhton'), /Did you mean heroku\/python\?/)
})

test('each name is known once', () => {
  const names = knownBuildpacks.map((it) => it.name)
  assert.equal(new Set(names).size, names.length)
})
