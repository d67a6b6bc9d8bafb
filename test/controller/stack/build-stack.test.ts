import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { buildStackImage } from '../../../src/controller/stack/build-stack.ts'
import { readHostCertificates } from '../../../src/controller/stack/host-certificates.ts'
import { isStale } from '../../../src/controller/stack/stack-recipe.ts'
import { runToEnd, uniqueName } from '../../fixtures/containers.ts'
import { getTestEngine } from '../../fixtures/engine.ts'

describe('building the stack image', { skip: process.getuid?.() === 0 ? false : 'needs root' }, () => {
  const engine = getTestEngine()

  test('stopped half way, it leaves nothing behind', async (t) => {
    const directory = await mkdtemp(join(tmpdir(), 'qp-stack-test-'))
    t.after(() => rm(directory, { recursive: true }))
    const controller = new AbortController()
    const tag = `${uniqueName('qp/test')}:stack`
    await assert.rejects(
      buildStackImage({
        ...{ engine, tag, directory, signal: controller.signal },
        onOutput: () => controller.abort(new Error('enough')),
      }),
      { message: 'enough' },
    )
    assert.deepEqual(await readdir(directory), [])
    assert.equal(await engine.findImage(tag), undefined)
  })

  // script/bootstrap has made it: building another takes a minute.
  test('what came of it has what a build and a shell need', async (t) => {
    const image = await engine.findImage('qp/stack:bookworm')
    assert.ok(image && !isStale(image), 'The stack is of another recipe: run script/bootstrap.')
    const script = `set -e
      command -v curl git jq g++ make python3 less nano ps xz unzip ssh >/dev/null
      command -v autoconf bzip2 envsubst file lsb_release patch pg_config pkg-config python rsync wget zip zstd >/dev/null
      LANG=en_US.UTF-8 perl -e 1
      python3 -c 'import multiprocessing, plistlib'
      id -u; echo "$LANG"; stat -c %U:%a /app /tmp; ls -A /app /var/lib/apt/lists /tmp | grep -v : | grep . || true
      echo "ca: $NODE_EXTRA_CA_CERTS"; [ -z "$NODE_EXTRA_CA_CERTS" ] || cat "$NODE_EXTRA_CA_CERTS"`
    const argv = ['bash', '-c', script]
    const { code, stdout, stderr } = await runToEnd(t, engine, {
      image: 'qp/stack:bookworm',
      argv,
      user: 'app',
    })
    const { pem } = await readHostCertificates()
    const certificates = pem === '' ? 'ca: \n' : `ca: /etc/ssl/qp-host-ca.pem\n${pem}`
    assert.deepEqual(
      { code, stdout, stderr },
      { code: 0, stdout: `1000\nC.UTF-8\napp:755\nroot:1777\n${certificates}`, stderr: '' },
    )
  })
})
