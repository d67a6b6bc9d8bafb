// This file must parse on every Node that has modules: it is what tells an old one from the right one.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const needed = 24
const root = dirname(dirname(fileURLToPath(import.meta.url)))

/**
 * Calls start where this Node is new enough. Else runs this program again on the Node of the npm package `node`, where that is installed, and becomes
 * what it was: same streams, same signals, same exit code. Else says what is needed.
 */
export function onRightNode(start) {
  if (parseInt(process.versions.node, 10) >= needed) return start(root)
  const ours = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  if (existsSync(ours)) return becomeChild(ours)
  process.stderr.write(
    `qp needs Node.js ${needed} or newer; this is ${process.version}. Install it, or run \`npm ci\` in ${root}.\n`,
  )
  process.exitCode = 1
}

function becomeChild(node) {
  const child = spawn(node, process.execArgv.concat(process.argv.slice(1)), { stdio: 'inherit' })
  const listeners = ['SIGINT', 'SIGQUIT', 'SIGTERM', 'SIGHUP', 'SIGUSR2'].map((signal) => {
    const listener = () => {
      // A terminal sends these two to the child as well.
      if (process.stdin.isTTY && (signal === 'SIGINT' || signal === 'SIGQUIT')) return
      child.kill(signal)
    }
    process.on(signal, listener)
    return { signal, listener }
  })
  child.on('error', (error) => {
    process.stderr.write(`qp can't run ${node}: ${error.message}\n`)
    process.exitCode = 1
  })
  child.on('exit', (code, signal) => {
    for (const it of listeners) process.off(it.signal, it.listener)
    if (signal) process.kill(process.pid, signal)
    else process.exitCode = code
  })
}
