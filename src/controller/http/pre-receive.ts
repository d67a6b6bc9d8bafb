import { connect } from 'node:net'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'

/**
 * The hook that git runs while it holds a push (see push-hooks.ts). It knows nothing itself: it hands git's question to the
 * controller, prints what it hears and ends as it is told. A controller that goes away in between refuses the push.
 */
const gitVariables = Object.entries(process.env).filter(([name]) =>
  /^GIT_(QUARANTINE_PATH|(ALTERNATE_)?OBJECT_DIRECTOR)/.test(name),
)
// Until it is told otherwise: whatever else ends this program refuses the push.
process.exitCode = 1
const question = {
  push: process.env['QP_PUSH'] ?? '',
  updates: await text(process.stdin),
  env: Object.fromEntries(gitVariables),
}

// Not before the question is there: a connection that failed meanwhile would end unheard.
const socket = connect(process.env['QP_PUSH_SOCKET'] ?? '')
let wasTold = false
socket.on('error', () => {})
process.stdout.on('error', () => socket.destroy())
socket.write(`${JSON.stringify(question)}\n`)

const lines = createInterface({ input: socket })
lines.on('error', () => {})
lines.on('line', (line) => {
  const answer = JSON.parse(line) as { line?: string; exitCode?: number }
  if (answer.line !== undefined) process.stdout.write(`${answer.line}\n`)
  if (answer.exitCode === undefined) return
  process.exitCode = answer.exitCode
  wasTold = true
  socket.end()
})
// The reader of lines does not end with a connection that failed.
socket.on('close', () => {
  if (!wasTold) process.stdout.write(' !     The controller went away. Push again when it is back.\n')
})
