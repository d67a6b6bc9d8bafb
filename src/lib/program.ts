import { Config, run } from '@oclif/core'
import { markCommandWords } from './command-words.ts'
import { reportError } from './exit-codes.ts'
import { knownCommands, typedCommands } from './known-commands.ts'
import { findPathProgram, runProgramInPlace } from './plugins/path-programs.ts'
import { joinWords } from './spaced-words.ts'
import { processSurroundings } from './surroundings.ts'
import { unknownCommand } from './unknown-command.ts'

/** The program as its sources are: oclif looks through the folder of commands, since a manifest may be older than they are. */
export async function runProgram(argv: string[], root: string): Promise<void> {
  await runToEnd(argv, async () => runOclif(argv, await Config.load({ root, ignoreManifest: true })))
}

/**
 * What surrounds every run. A command reports its own errors (`QpCommand`); what fails before there is one, such as an
 * unknown command, is reported here. Does not reject.
 */
export async function runToEnd(argv: readonly string[], work: () => Promise<unknown>): Promise<void> {
  const surroundings = processSurroundings()
  leaveOnBrokenPipe()
  try {
    await work()
  } catch (error) {
    surroundings.setExitCode(reportError(error, surroundings, { json: asksForJson(argv) }))
  }
  // A failed command may have left a socket or stdin open. By itself the program then would not end.
  if (process.exitCode)
    await Promise.all([flush(process.stdout), flush(process.stderr)]).then(() => process.exit())
}

/** Finds the command that argv names, and runs it with all that oclif does around one: hooks, plugins, help, version. */
export async function runOclif(typed: string[], config: Config): Promise<void> {
  const argv = asksForAllHelp(typed, config) ? ['help'] : joinWords(typed, knownCommands(config))
  if (!isKnown(argv, config)) return runUnknown(argv, config)
  await run(askForHelp(withMarkedWords(argv, config), config), config)
}

/** `qp logs -t | head -1`: when nobody reads any more there is nothing left to do, and nothing to complain about. */
function leaveOnBrokenPipe(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // A session sees to it itself, and ends with the code that a broken pipe gives the remote process. It is known by listening
    // to stderr as well: on stdout oclif listens too, to do nothing.
    if (error.code === 'EPIPE' && process.stderr.listenerCount('error') === 0) process.exit()
    if (error.code === 'EPIPE') return
    process.stderr.write(`Error: the answer can't be written: ${error.message}\n`)
    process.exit(1)
  })
}

/** `qp`, `qp --help`, `qp -h`; what stands behind such a flag is nothing. */
function asksForAllHelp([word]: readonly string[], config: Config): boolean {
  return word === undefined || isHelpFlag(word, config)
}

/** `qp ps:scale --help` is `qp help ps:scale`: one help, not oclif's and ours. */
function askForHelp(argv: string[], config: Config): string[] {
  const end = argv.indexOf('--')
  const words = argv.slice(0, end === -1 ? undefined : end)
  const left = words.filter((it) => !isHelpFlag(it, config))
  if (left.length === words.length) return argv
  return left[0] === 'help' ? left : ['help', ...left.slice(0, 1)]
}

function isHelpFlag(word: string, { pjson }: Config): boolean {
  return ['--help', ...(pjson.oclif.additionalHelpFlags ?? [])].includes(word)
}

/** A topic alone is asked for its help; with a word behind it, a command is meant that is not there. */
function isKnown([id, next]: readonly string[], config: Config): boolean {
  if (id === undefined || id.startsWith('-') || config.findCommand(id)) return true
  const isAlone = next === undefined || next.startsWith('-')
  return config.findTopic(id) !== undefined && isAlone
}

/** A program on PATH may have the name, as with Deis: `qp foo:bar x` is `qp-foo bar x`. */
async function runUnknown(argv: readonly string[], config: Config): Promise<void> {
  const { env, terminal, setExitCode } = processSurroundings()
  const [name = '', ...verbs] = argv[0]?.split(':') ?? []
  const program = config.findTopic(name) ? undefined : findPathProgram(name, env)
  if (!program) throw unknownCommand(argv, typedCommands(config.commands))
  const words = [...(verbs.length > 0 ? [verbs.join(':')] : []), ...argv.slice(1)]
  setExitCode(await runProgramInPlace(program.path, words, terminal))
}

/**
 * oclif would answer `qp run ls --help` itself; it stops looking at `--`. Commands of ours that take any words are not strict; those
 * of plugins may mean something else by that. Without need nothing is marked: a command may ask whether `--` was typed.
 */
function withMarkedWords(argv: string[], config: Config): string[] {
  const [id = '', ...rest] = argv
  if (!rest.some((it) => isHelpFlag(it, config))) return argv
  const command = config.findCommand(id)
  const takesAnyWords = command?.strict === false && command.pluginName === config.name
  return takesAnyWords ? [id, ...markCommandWords(rest, command.flags)] : argv
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
