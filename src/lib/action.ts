import type { OnProgress } from '../api-client/controller.ts'
import { drawOn } from './above-drawing.ts'
import { colours } from './colour.ts'
import { formatDuration } from './duration.ts'
import { RemoteExit } from './errors.ts'
import { harmless } from './harmless-text.ts'
import { type ProgressItem, progressTeller } from './progress-text.ts'
import type { Surroundings } from './surroundings.ts'
import type { Terminal } from './terminal.ts'

export interface ActionOptions<Result> {
  /** What to say when it is done; "done" without. */
  done?: (result: Result) => string
}

/**
 * Does something while telling the person: `Scaling dynos... done, now running web at 2:Standard-1X`. On a terminal with a spinner, the
 * time, and what is under way below; elsewhere as plain lines.
 *
 * @example
 * await action(this.surroundings, `Restarting all dynos on ${app}`, (onProgress) => api.dynos.restart(app, undefined, { onProgress }))
 */
export async function action<Result>(
  { terminal, now }: Pick<Surroundings, 'terminal' | 'now'>,
  title: string,
  work: (onProgress: OnProgress) => Promise<Result>,
  { done = () => 'done' }: ActionOptions<Result> = {},
): Promise<Result> {
  const view = viewFor(terminal, now, title)
  const tell = progressTeller(now)
  try {
    const result = await work((progress) => view.show(tell(progress)))
    view.end(done(result))
    return result
  } catch (error) {
    view.end(colours(terminal.colour.stderr).red(error instanceof RemoteExit ? 'interrupted' : 'failed'))
    throw error
  }
}

function viewFor(terminal: Terminal, now: () => Date, title: string): View {
  if (terminal.isQuiet) return { show: () => {}, end: () => {} }
  return terminal.isTTY.stderr ? liveView(terminal, now, title) : plainView(terminal, title)
}

interface View {
  show(item: ProgressItem): void
  end(outcome: string): void
}

/** `Title... done` on one line; where something is said in between, the title stands again before the outcome. */
function plainView({ stderr }: Terminal, title: string): View {
  let isLineOpen = true
  stderr.write(harmless(`${title}...`))
  const write = (line: string) => {
    stderr.write(harmless(`${isLineOpen ? '\n' : ''}${line}\n`))
    isLineOpen = false
  }
  const leave = drawOn({ stderr }, write)
  return {
    show({ line, isNews }) {
      if (isNews) write(`  ${line}`)
    },
    end(outcome) {
      leave()
      stderr.write(harmless(isLineOpen ? ` ${outcome}\n` : `${title}... ${outcome}\n`))
    },
  }
}

const frames = [...'⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏']

/**
 * What is over is written once and scrolls away as any output; only the title and what is under way, at the bottom, are drawn again
 * and again. They never fill the window: what scrolled out of it could not be erased.
 */
function liveView(terminal: Terminal, now: () => Date, title: string): View {
  const { stderr } = terminal
  const { dim, cyan } = colours(terminal.colour.stderr)
  const start = now().getTime()
  const underWay = new Map<string, string>()
  let frame = 0
  let drawn = 0

  const erase = () => (drawn === 0 ? '' : `\u001B[${drawn}A\r\u001B[J`)
  const draw = (above = '') => {
    const elapsed = formatDuration(now().getTime() - start)
    const lines = [
      `${cyan(frames[frame % frames.length] ?? '')} ${fit(title, terminal.columns - 14)}... ${dim(elapsed)}`,
      ...[...underWay.values()]
        .slice(0, terminal.rows - 2)
        .map((line) => `  ${fit(line, terminal.columns - 3)}`),
    ]
    stderr.write(erase() + harmless(above + lines.join('\n') + '\n'))
    drawn = lines.length
  }

  draw()
  const leave = drawOn(terminal, (line) => draw(`${line}\n`))
  const timer = setInterval(() => {
    frame += 1
    draw()
  }, 100)
  return {
    show({ key, line, isOver }) {
      if (isOver) underWay.delete(key)
      else underWay.set(key, line)
      draw(isOver ? `  ${line}\n` : '')
    },
    end(outcome) {
      clearInterval(timer)
      leave()
      stderr.write(erase() + harmless(`${title}... ${outcome}\n`))
    },
  }
}

/** A line that wraps would take two rows, and erasing counts on one. */
function fit(text: string, width: number): string {
  const characters = [...text]
  return characters.length <= width ? text : characters.slice(0, Math.max(0, width - 1)).join('') + '…'
}
