import { colours, type Paint } from '../colour.ts'
import type { CheckResult, CheckStatus } from './check.ts'

/** `✓ name       qp.example.com is 10.0.0.7`, and what to do next on a line of its own. */
export function renderResult({ check, status, detail, hint }: CheckResult, colour: boolean): string {
  const { mark, paint } = looks(colour)[status]
  const said = status === 'skipped' ? `skipped: ${detail}` : detail
  const line = `${paint(mark)} ${check.padEnd(WIDTH)}  ${said}`
  return hint === null ? line : `${line}\n${' '.repeat(WIDTH + 4)}${hint}`
}

/** Of the longest name. */
const WIDTH = 'websocket'.length

function looks(colour: boolean): Record<CheckStatus, { mark: string; paint: Paint }> {
  const { green, yellow, red, dim } = colours(colour)
  return {
    passed: { mark: '✓', paint: green },
    warned: { mark: '!', paint: yellow },
    failed: { mark: '✗', paint: red },
    skipped: { mark: '-', paint: dim },
  }
}
