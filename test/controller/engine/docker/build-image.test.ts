import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { before, describe, test } from 'node:test'
import { pack } from 'tar-stream'
import type { BuildImageOptions } from '../../../../src/controller/engine/engine.ts'
import { runToEnd, uniqueName } from '../../../fixtures/containers.ts'
import { getTestEngine, getTestImage } from '../../../fixtures/engine.ts'
import { until } from '../../../fixtures/until.ts'

function packFiles(files: Record<string, string>): Readable {
  const tar = pack()
  for (const [name, content] of Object.entries(files)) tar.entry({ name }, content)
  tar.finalize()
  return Readable.from(tar)
}

describe('building on a real engine', () => {
  const engine = getTestEngine()
  before(() => getTestImage(engine))

  function buildOptions(tag: string, files: Record<string, string>, lines: string[] = []): BuildImageOptions {
    return {
      context: packFiles(files),
      dockerfile: 'Dockerfile',
      tag,
      labels: {},
      buildArgs: {},
      memoryMb: 256,
      cpus: 1,
      onOutput: (line) => lines.push(line),
      signal: new AbortController().signal,
    }
  }

  test('a Dockerfile in a folder, with arguments and labels', async (t) => {
    const tag = `${uniqueName()}:1`
    const lines: string[] = []
    const dockerfile =
      'FROM qp/test:shell\nARG WORD\nEXPOSE 5000 53/udp\nCOPY hello /app/\nRUN echo "$WORD $(cat /app/hello)"\nCMD ["cat", "/app/hello"]\n'
    await engine.buildImage({
      ...buildOptions(tag, { 'docker/Dockerfile': dockerfile, hello: 'hi' }, lines),
      ...{ dockerfile: 'docker/Dockerfile', labels: { 'qp.test': 'a "b"' }, buildArgs: { WORD: 'é and $x' } },
    })
    t.after(() => engine.removeImage(tag))

    const image = await engine.findImage(tag)
    assert.ok(image)
    assert.equal(image.labels['qp.test'], 'a "b"')
    assert.deepEqual(image.argv, ['cat', '/app/hello'])
    assert.deepEqual(image.exposedPorts, [5000])
    assert.ok(lines.includes('é and $x hi'), lines.join('\n'))
    assert.match(lines[0] ?? '', /^Step 1\/\d+ : FROM qp\/test:shell$/)
    const { id, stdout } = await runToEnd(t, engine, { image: tag, argv: [] })
    assert.equal(stdout, 'hi')
    await engine.removeContainer(id)
  })

  const failures = [
    {
      what: 'a step that fails',
      files: { Dockerfile: 'FROM qp/test:shell\nRUN echo on the way && exit 3\n' },
      message: /returned a non-zero code: 3 \(Step 2\/2 : RUN echo on the way && exit 3\)$/,
    },
    { what: 'no Dockerfile', files: { other: '' }, message: /Dockerfile: Dockerfile$/ },
    { what: 'a Dockerfile that is none', files: { Dockerfile: 'HELLO\n' }, message: /HELLO/ },
    {
      what: 'a file that is not in the source',
      files: { Dockerfile: 'FROM qp/test:shell\nCOPY none /\n' },
      message: /none.*\(Step 2\/2 : COPY none \/\)$/,
    },
  ]
  for (const { what, files, message } of failures) {
    test(what, async () => {
      await assert.rejects(engine.buildImage(buildOptions(`${uniqueName()}:1`, files)), {
        id: 'build_failed',
        message,
      })
    })
  }

  test('a build that takes too much memory fails', async () => {
    const files = { Dockerfile: 'FROM qp/test:shell\nRUN x=x; while :; do x=$x$x; done\n' }
    const build = engine.buildImage({ ...buildOptions(`${uniqueName()}:1`, files), memoryMb: 16 })
    await assert.rejects(build, { id: 'build_failed', message: /code: 137/ })
  })

  test('all that it makes is labelled, stages and failures too, and the author sees only what they wrote', async (t) => {
    const [mark, tag] = [uniqueName(), `${uniqueName()}:1`]
    const labels = { 'qp.test.build': mark, 'qp.test.kind': 'layer' }
    const left = () => engine.listImages(labels)
    t.after(async () => {
      for (let images = await left(); images.length > 0; images = await left())
        for (const { id } of images) await engine.removeImage(id)
    })
    const stages =
      'FROM qp/test:shell AS made\nRUN echo a > /a\nFROM qp/test:shell\nCOPY --from=made /a /\nCOPY . /src\n'
    const lines: string[] = []
    const layers: string[] = []
    const files = { Dockerfile: stages, '.dockerignore': 'Dockerfile\n', kept: '' }
    const options = { ...buildOptions(tag, files, lines), onLayer: (id: string) => layers.push(id), labels }
    await engine.buildImage({ ...options, resultLabels: { 'qp.test.kind': 'result' } })
    t.after(() => engine.removeImage(tag))
    const { 'qp.test.recipe': _, ...written } = (await engine.findImage(tag))?.labels ?? {}
    assert.deepEqual(written, { ...labels, 'qp.test.kind': 'result' })
    const [stage, ...others] = await left()
    assert.deepEqual(others, [])
    assert.ok(stage && layers.includes(stage.id.slice('sha256:'.length, 'sha256:'.length + 12)))
    assert.deepEqual(
      lines.filter((it) => /^Step|LABEL|Success/.test(it)),
      stages
        .trim()
        .split('\n')
        .map((it, index) => `Step ${index + 1}/5 : ${it}`),
    )
    const { id, stdout } = await runToEnd(t, engine, { image: tag, argv: ['ls', '-A', '/src'] })
    await engine.removeContainer(id)
    assert.equal(stdout, '.dockerignore\nkept\n')

    const failing = `${stages}RUN exit 3\n`
    await assert.rejects(engine.buildImage({ ...options, context: packFiles({ Dockerfile: failing }) }), {
      message: /code: 3 \(Step 6\/6 : RUN exit 3\)$/,
    })
    assert.equal((await left()).length, 2)
    await assert.rejects(
      engine.buildImage({ ...options, context: packFiles({ Dockerfile: `${stages}HELLO\n` }) }),
      {
        message: /line 6: unknown instruction: HELLO/,
      },
    )
  })

  test('aborting stops the build and leaves nothing running', async () => {
    const mark = uniqueName()
    const steps = () => engine.listContainers({ 'qp.test.build': mark })
    const dockerfile = `FROM qp/test:shell\nLABEL qp.test.build=${mark}\nRUN echo running; sleep 1000\n`
    const controller = new AbortController()
    const running = Promise.withResolvers<void>()
    const build = engine.buildImage({
      ...buildOptions(`${uniqueName()}:1`, { Dockerfile: dockerfile }),
      signal: controller.signal,
      onOutput: (line) => line === 'running' && running.resolve(),
    })
    const rejected = assert.rejects(build, { message: 'enough' })
    await running.promise
    assert.equal((await steps()).length, 1)

    controller.abort(new Error('enough'))
    await rejected
    await until('the step to be gone', async () => (await steps()).length === 0)
    // What the steps before it made stays, as Docker's cache.
    for (const { id } of await engine.listImages({ 'qp.test.build': mark })) await engine.removeImage(id)
  })
})
