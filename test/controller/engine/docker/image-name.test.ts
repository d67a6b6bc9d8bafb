import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  isImageName,
  registryOf,
  splitImageName,
} from '../../../../src/controller/engine/docker/image-name.ts'

test('repository and tag', () => {
  const cases = {
    debian: { repo: 'debian', tag: 'latest' },
    'qp/blog:v3': { repo: 'qp/blog', tag: 'v3' },
    'localhost:5000/blog': { repo: 'localhost:5000/blog', tag: 'latest' },
    'localhost:5000/blog:v3': { repo: 'localhost:5000/blog', tag: 'v3' },
    'debian@sha256:0a': { repo: 'debian@sha256:0a', tag: undefined },
  }
  for (const [name, expected] of Object.entries(cases)) assert.deepEqual(splitImageName(name), expected)
})

test('the registry', () => {
  const cases = {
    debian: 'docker.io',
    'debian:12': 'docker.io',
    'team/app:v1': 'docker.io',
    'docker.io/team/app': 'docker.io',
    'index.docker.io/team/app': 'docker.io',
    'registry.example.com/app': 'registry.example.com',
    'registry:5000/team/app:v1': 'registry:5000',
    'localhost/app': 'localhost',
    'registry.example.com/app@sha256:0a': 'registry.example.com',
  }
  for (const [name, expected] of Object.entries(cases)) assert.equal(registryOf(name), expected, name)
})

test('a name of an image, and what looks like one', () => {
  const digest = `sha256:${'0a'.repeat(32)}`
  const names = [
    ...[
      'app',
      'team/app',
      'team/app:v1',
      'registry:5000/team/app',
      'reg.example/a/b/c:1.2-rc_1',
      'localhost/app',
    ],
    ...[`app@${digest}`, `app:1@${digest}`, digest, digest.slice(7), digest.slice(7, 19), 'a__b/c--d'],
  ]
  assert.deepEqual(
    names.filter((it) => !isImageName(it)),
    [],
  )
  const others = [
    ...[
      '',
      'a//b',
      'a/../b',
      'a/./b',
      '../a',
      '/a',
      'a/',
      'https://reg.example/app',
      'https://me:pw@reg.example/app',
    ],
    ...['App', 'a b', 'a\nRUN id', 'app:', 'app:-1', 'app@sha256:12', 'a/%2e%2e/b', `a${'/b'.repeat(400)}`],
  ]
  assert.deepEqual(others.filter(isImageName), [])
})
