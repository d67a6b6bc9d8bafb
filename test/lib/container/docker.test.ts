import assert from 'node:assert/strict'
import { chmod, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { type TestContext, test } from 'node:test'
import { receiveImage, runDocker, sendImage } from '../../../src/lib/container/docker.ts'
import { tempDir } from '../../fixtures/temp-dir.ts'
import { fakeTerminal } from '../../fixtures/terminal.ts'

/** A docker that is this shell script. */
async function prepare(t: TestContext, script: string) {
  const cwd = await tempDir(t)
  await writeFile(join(cwd, 'docker'), `#!/bin/sh\n${script}\n`)
  await chmod(join(cwd, 'docker'), 0o755)
  const terminal = fakeTerminal()
  return { cwd, terminal, place: { cwd, terminal, env: { PATH: `${cwd}:${process.env['PATH']}` } } }
}

test('what it says goes to the person', async (t) => {
  const { place, terminal } = await prepare(t, 'echo "told: $*"; echo more >&2')
  await runDocker(place, ['build', 'a b'])
  assert.deepEqual(terminal.stderrText().split('\n').sort(), ['', 'more', 'told: build a b'])
  assert.equal(terminal.stdoutText(), '')
})

test('where it fails its code is told; where it is not there, that', async (t) => {
  const { place } = await prepare(t, 'exit 3')
  await assert.rejects(runDocker(place, ['build']), { message: 'docker build failed: it ended with 3.' })
  await assert.rejects(runDocker({ ...place, env: { PATH: '/nowhere' } }, ['build']), { code: 'no_docker' })
})

test('an image is read from it, and given to it', async (t) => {
  const { place, cwd } = await prepare(t, 'case $1 in save) echo "tar of $2" ;; load) cat > loaded ;; esac')
  let sent = ''
  await sendImage(place, 'qp/blog:web', async (tar) => {
    sent = await text(tar)
  })
  assert.equal(sent, 'tar of qp/blog:web\n')
  await receiveImage(place, Readable.from(['a tar']))
  assert.equal(await readFile(join(cwd, 'loaded'), 'utf8'), 'a tar')
})

test('whoever does not take it, or breaks off, is who is heard', async (t) => {
  const { place } = await prepare(t, 'case $1 in save) exec sleep 600 ;; load) cat >/dev/null ;; esac')
  const refused = sendImage(place, 'a', async () => {
    throw new Error('refused')
  })
  await assert.rejects(refused, /refused/)
  const broken = Readable.from(
    (async function* () {
      yield 'a'
      throw new Error('cut off')
    })(),
  )
  await assert.rejects(receiveImage(place, broken), /cut off/)
})
