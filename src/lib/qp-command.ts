import { Command, type Config, type Interfaces } from '@oclif/core'
import type { Controller } from '../api-client/controller.ts'
import { type AppContext, type AppFlags, getAppContext } from './app-context.ts'
import { jsonFlag } from './app-flag.ts'
import { askedController } from './asked-controller.ts'
import { type ControllerFlags, connect } from './connect.ts'
import { reportError } from './exit-codes.ts'
import { harmless, harmlessJson } from './harmless-text.ts'
import { outputFlags, withOutputFlags } from './output-flags.ts'
import { explainParseError } from './parse-errors.ts'
import { processSurroundings, type Surroundings } from './surroundings.ts'
import type { Terminal } from './terminal.ts'

/** What oclif calls FlagOutput and ArgOutput, which it does not export. */
type Output = Interfaces.OutputFlags<Interfaces.FlagInput>

/**
 * What every command has: a terminal, and a way to its controller. `run()` parses, asks, says, and returns its
 * data, which is the answer under `--json`; what a person reads goes through `this.log`.
 *
 * stdout is the answer (`this.log`, silent under `--json`), stderr is the conversation (`this.say`).
 */
export abstract class QpCommand extends Command {
  static override enableJsonFlag = true
  static override baseFlags = { ...jsonFlag, ...outputFlags }

  protected surroundings: Surroundings
  #json: boolean | undefined
  #given: Readonly<Record<string, unknown>> = {}

  constructor(argv: string[], config: Config, surroundings: Surroundings = processSurroundings()) {
    super(argv, config)
    this.surroundings = surroundings
  }

  /** Always an object or an array: oclif prints nothing under `--json` for a falsy result. */
  abstract override run(): Promise<object>

  /** The whole life of the command: `--json`, errors to words and exit code. Does not reject. */
  execute(): Promise<unknown> {
    return this._run()
  }

  protected get terminal(): Terminal {
    return this.surroundings.terminal
  }

  /** The controller that the flags, the environment, the git remotes or the last login name, in this order. */
  protected connect(flags: ControllerFlags): Promise<Controller> {
    return connect(this.surroundings, flags)
  }

  /** The app that the flags, QP_APP or the git remotes name, and the controller that it is on. */
  protected appContext(flags: AppFlags): Promise<AppContext> {
    return getAppContext(this.surroundings, flags)
  }

  /** To the person; also under `--json`, since it is not on stdout, but not under `--quiet`. */
  protected say(text: string): void {
    if (!this.terminal.isQuiet) this.terminal.stderr.write(harmless(text + '\n'))
  }

  /** Where a list is empty: how its first is made. stdout stays empty, so that a script counts no line; `--json` says it by `[]`. */
  protected sayNone(text: string): void {
    if (!this.jsonEnabled()) this.say(text)
  }

  /** In a pipe byte for byte. */
  override log(text = ''): void {
    if (this.jsonEnabled()) return
    this.terminal.stdout.write(this.terminal.isTTY.stdout ? harmless(text + '\n') : text + '\n')
  }

  protected override logJson(data: unknown): void {
    this.terminal.stdout.write(harmlessJson(JSON.stringify(data, null, 2)) + '\n')
  }

  /** oclif looks for the word --json in argv, which may be part of a command for `run`; what was parsed is right. */
  override jsonEnabled(): boolean {
    return this.#json ?? super.jsonEnabled()
  }

  protected override async parse<F extends Output, B extends Output, A extends Output>(
    options?: Interfaces.Input<F, B, A>,
    argv?: string[],
  ): Promise<Interfaces.ParserOutput<F, B, A>> {
    const parsed = await super.parse(options, argv)
    this.#json = this.ctor.enableJsonFlag && parsed.flags.json === true
    this.#given = parsed.flags
    this.surroundings = withOutputFlags(this.surroundings, parsed.flags)
    return parsed
  }

  protected override async catch(error: unknown): Promise<void> {
    const { id, config, ctor } = this
    const flags = { ...ctor.baseFlags, ...ctor.flags }
    const { examples } = ctor
    const explained = explainParseError(error, { id, flags, examples, listCommands: () => config.commands })
    const hint = 'controller' in flags ? await this.#askedController(error, 'app' in flags) : undefined
    this.surroundings.setExitCode(
      reportError(explained, this.surroundings, { json: this.jsonEnabled(), hint }),
    )
  }

  /** Of a command that is not about an app, `--remote` names a git remote that is to be. */
  #askedController(error: unknown, isOfApp: boolean): Promise<string | undefined> {
    const { controller, remote } = this.#given
    return askedController(error, this.surroundings, { controller, remote: isOfApp ? remote : undefined })
  }
}
