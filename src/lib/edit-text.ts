import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { constants, tmpdir } from 'node:os'
import { join } from 'node:path'
import { RemoteExit, UserError } from './errors.ts'
import type { Env, Surroundings } from './surroundings.ts'
import type { Terminal } from './terminal.ts'

/**
 * Lets the person change a text in $VISUAL or $EDITOR. It is in a file that only they can read, in a folder of its own, for what
 * an editor leaves beside it; both are gone on every way out but a SIGKILL. `name`: of the file, by which editors colour.
 */
export async function editText(
  { terminal, env }: Pick<Surroundings, 'terminal' | 'env'>,
  text: string,
  name: string,
): Promise<string> {
  const folder = await mkdtemp(join(env['TMPDIR'] || tmpdir(), 'qp-edit-'))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  process.once('exit', remove)
  try {
    const path = join(folder, name)
    await writeFile(path, text, { mode: 0o600, flag: 'wx' })
    await runEditor(editorArgv(env, process.platform, path), terminal)
    return await readFile(path, 'utf8')
  } finally {
    process.off('exit', remove)
    remove()
  }
}

/** $VISUAL and $EDITOR are lines for a shell, as git has it: `code --wait`, `"/opt/my editor" -f`. */
export function editorArgv(env: Env, platform: string, path: string): [string, ...string[]] {
  const editor = env['VISUAL'] || env['EDITOR']
  if (platform === 'win32')
    return editor ? ['cmd.exe', '/d', '/s', '/c', `"${editor} "${path}""`] : ['notepad.exe', path]
  return ['sh', '-c', `${editor || 'vi'} "$@"`, 'qp', path]
}

/** Ctrl-C is the editor's, which has the terminal meanwhile; what ends qp ends the editor too. */
async function runEditor([file, ...args]: [string, ...string[]], terminal: Terminal): Promise<void> {
  const answerMayShow = terminal.isTTY.stdout ? 'inherit' : process.stderr
  const child = spawn(file, args, {
    stdio: ['inherit', answerMayShow, 'inherit'],
    windowsVerbatimArguments: file === 'cmd.exe',
  })
  const ended = Promise.withResolvers<void>()
  const stops = [
    terminal.onSignal('SIGINT', () => {}),
    ...(['SIGTERM', 'SIGHUP'] as const).map((name) =>
      terminal.onSignal(name, () => {
        child.kill(name)
        ended.reject(new RemoteExit(128 + constants.signals[name]))
      }),
    ),
  ]
  child.once('error', (cause) => ended.reject(noEditor(`it can't be started: ${cause.message}`, cause)))
  child.once('exit', (code, signal) => {
    if (code === 0) ended.resolve()
    else ended.reject(noEditor(`it ended with ${signal ?? `exit code ${code}`}`))
  })
  try {
    await ended.promise
  } finally {
    for (const stop of stops) stop()
  }
}

function noEditor(what: string, cause?: unknown): UserError {
  const hint =
    'Set $VISUAL or $EDITOR to an editor that stays until the file is closed, such as `code --wait`.'
  return new UserError(`the editor failed: ${what}. Nothing was changed.`, {
    code: 'editor_failed',
    hint,
    cause,
  })
}
