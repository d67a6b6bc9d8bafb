import { processTerminal, type Terminal } from './terminal.ts'

export type Env = Readonly<Record<string, string | undefined>>

/** What a command finds around it. Everything it would otherwise ask `process` for, so that a test can hand it another. */
export interface Surroundings {
  readonly terminal: Terminal
  readonly env: Env
  /** The folder that `qp` was started in. */
  readonly cwd: string
  /** The argv that starts this program again, with absolute paths. */
  readonly program: readonly string[]
  readonly now: () => Date
  readonly setExitCode: (code: number) => void
  /** Shows an address in the person's browser. */
  readonly openBrowser: (url: string) => Promise<void>
}

export function processSurroundings(): Surroundings {
  return {
    terminal: processTerminal(),
    env: process.env,
    cwd: process.cwd(),
    program: [process.execPath, ...process.argv.slice(1, 2)],
    now: () => new Date(),
    setExitCode: (code) => {
      process.exitCode = code
    },
    openBrowser: async (url) => (await import('./browser.ts')).openBrowser(url, process.platform),
  }
}
