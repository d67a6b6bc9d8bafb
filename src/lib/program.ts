import { Config, run } from '@oclif/core'
import { UsageError } from './errors.ts'
import { reportError } from './exit-codes.ts'
import { processSurroundings } from './surroundings.ts'

/**
 * The program: finds the command that argv names and runs it. A command reports its own errors (`QpCommand`); what
 * fails before there is one, such as an unknown command, is reported here.
 */
export async function runProgram(argv: string[], root: string): Promise<void> {
  const surroundings = processSurroundings()
  leaveOnBrokenPipe()
  try {
    const config = await Config.load(root)
    checkCommand(argv[0], config)
    await run(argv, config)
  } catch (error) {
    surroundings.setExitCode(reportError(error, surroundings, { json: asksForJson(argv) }))
  }
  // A failed command may have left a socket or stdin open. By itself the program then would not end.
  if (process.exitCode)
    await Promise.all([flush(process.stdout), flush(process.stderr)]).then(() => process.exit())
}

/** `qp logs -t | head -1`: when nobody reads any more there is nothing left to do, and nothing to complain about. */
function leaveOnBrokenPipe(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit()
  })
}

function checkCommand(id: string | undefined, config: Config): void {
  if (id === undefined || id.startsWith('-') || config.findCommand(id) || config.findTopic(id)) return
  throw new UsageError(`no such command: ${id}. \`qp help\` lists them.`)
}

function asksForJson(argv: readonly string[]): boolean {
  const end = argv.indexOf('--')
  return argv.slice(0, end === -1 ? undefined : end).includes('--json')
}

function flush(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    stream.write('', () => resolve())
  })
}
