import assert from 'node:assert/strict'
import { test } from 'node:test'
import { registryOf, splitImageName } from '../../../../src/controller/engine/docker/image-name.ts'

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
