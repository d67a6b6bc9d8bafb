import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseHerokuYml } from '../../../src/controller/domain/heroku-yml.ts'

test('one Dockerfile, build arguments and commands', () => {
  const text = `
build:
  docker:
    web: ./docker/Dockerfile
    worker: ./docker/Dockerfile
  config:
    NODE: 24
    NAME: a b
run:
  web: node server.js
  worker:
    command:
      - node worker.js
    image: web
`
  assert.deepEqual(parseHerokuYml(text), {
    dockerfile: 'docker/Dockerfile',
    buildArgs: { NODE: '24', NAME: 'a b' },
    processTypes: { web: 'node server.js', worker: 'node worker.js' },
    notes: [],
  })
})

test('what is passed over is said', () => {
  const notes = parseHerokuYml(
    'setup: {}\nbuild: { docker: { web: Dockerfile } }\nrelease: { command: [a] }',
  )?.notes
  assert.deepEqual(notes, ['heroku.yml: "setup" is passed over'])
})

test('a release command is a process type', () => {
  const text =
    'build: { docker: { web: Dockerfile } }\nrun: { web: serve }\nrelease: { image: web, command: [a, b] }'
  assert.deepEqual(parseHerokuYml(text)?.processTypes, { web: 'serve', release: 'a && b' })
})

test('a file without a build says nothing about building', () => {
  assert.equal(parseHerokuYml('setup:\n  addons: []\n'), undefined)
  assert.equal(parseHerokuYml(''), undefined)
})

const refused: Record<string, [text: string, message: RegExp]> = {
  'no YAML': ['build: [', /no valid YAML/],
  'several Dockerfiles': ['build: { docker: { web: A, worker: B } }', /several Dockerfiles/],
  languages: ['build: { languages: [ruby] }', /only understood with a Dockerfile/],
}
for (const [name, [text, message]] of Object.entries(refused)) {
  test(`refused: ${name}`, () => assert.throws(() => parseHerokuYml(text), { id: 'build_failed', message }))
}
