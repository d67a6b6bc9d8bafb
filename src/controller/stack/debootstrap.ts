import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { findMirror } from './debian-mirror.ts'
import { runProgram } from './run-program.ts'
import { stackRecipe } from './stack-recipe.ts'

/**
 * In a mount and a process namespace of its own: what debootstrap mounts in the root (/proc, and /dev where it may make no
 * devices) is gone when it ends, however it ends, so that removing the root can't reach into the host; and no daemon
 * that a package starts outlives it.
 */
const isolate = ['unshare', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc', '--']

/** Two stages, as for a foreign machine, because dpkg's settings must be in place between them. */
export async function runDebootstrap({
  root,
  onOutput,
  signal,
}: {
  root: string
  onOutput: (line: string) => void
  signal: AbortSignal
}): Promise<void> {
  const step = { onOutput, signal, name: 'debootstrap' }
  // By itself, so that it is told when it is missing: `unshare` would fail instead.
  await runProgram(['debootstrap', '--version'], { ...step, onOutput: () => {} })
  const mirror = await findMirror(stackRecipe.suite)
  await runProgram(
    [
      ...isolate,
      'debootstrap',
      '--foreign',
      '--variant=minbase',
      `--include=${stackRecipe.packages.join(',')}`,
      stackRecipe.suite,
      root,
      mirror,
    ],
    step,
  )
  await writeFile(join(root, 'etc/dpkg/dpkg.cfg.d/qp'), stackRecipe.dpkgSettings)
  await runProgram([...isolate, 'chroot', root, '/debootstrap/debootstrap', '--second-stage'], step)
}
