import BuildsCreate from '../../../src/commands/builds/create.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aBuild, aRelease } from '../../fixtures/resources.ts'
import { ndjson, watchedAnswer } from '../../fixtures/stub-controller.ts'

testRefusals(BuildsCreate, 'builds:create', [
  {
    argv: ['-a', 'blog'],
    stderr: 'Error: Name an image, or one of --source-tar, --source-url and --dir.\n',
  },
  {
    argv: ['example/blog:7', '--dir', '.', '-a', 'blog'],
    stderr: 'Error: Name an image, or one of --source-tar, --source-url and --dir.\n',
  },
  {
    argv: ['--dir', '.', '-p', 'web: a', '-a', 'blog'],
    stderr: 'Error: --procfile is for images: a source has a Procfile in it.\n',
  },
])

testAnswers(BuildsCreate, 'builds:create', [
  {
    argv: ['example/blog:7', '-a', 'blog'],
    name: 'shows the output, and names the release that came of it',
    stub: (api) => {
      const progress = [{ kind: 'output', text: 'Pulling example/blog:7\n' }]
      api
        .post('/apps/blog/builds', { image: 'example/blog:7' })
        .reply(200, watchedAnswer(aBuild(), { progress, status: 201 }), ndjson)
      api.get('/apps/blog/releases').reply(206, [aRelease(6), aRelease(5)])
    },
    stderr:
      'Releasing example/blog:7 on blog...\n  Pulling example/blog:7\nReleasing example/blog:7 on blog... done, v5\n',
  },
  {
    argv: ['example/blog:7', '-a', 'blog', '--json'],
    stub: (api) => {
      api.post('/apps/blog/builds').reply(201, aBuild({ release: null }))
      api.get('/apps/blog/releases').reply(200, [])
    },
    stdout: JSON.stringify(aBuild({ release: null }), null, 2) + '\n',
    stderr: 'Releasing example/blog:7 on blog... done\n',
  },
  {
    argv: ['--source-url', 'https://example.com/blog.tar.gz', '--version', 'v7', '-a', 'blog'],
    name: 'builds what is at an address',
    stub: (api) => {
      const source_blob = { url: 'https://example.com/blog.tar.gz', version: 'v7' }
      api.post('/apps/blog/builds', { source_blob }).reply(201, aBuild())
      api.get('/apps/blog/releases').reply(206, [aRelease(5)])
    },
    stderr: 'Building https://example.com/blog.tar.gz on blog... done, v5\n',
  },
  {
    argv: ['example/blog:7', '-p', 'worker: ./work', '-a', 'blog'],
    name: 'says what the process types run',
    stub: (api) => {
      const body = { image: 'example/blog:7', procfile: { worker: './work' } }
      api.post('/apps/blog/builds', body).reply(201, aBuild())
      api.get('/apps/blog/releases').reply(206, [aRelease(5)])
    },
    stderr: 'Releasing example/blog:7 on blog... done, v5\n',
  },
])
