// This file must parse on any Node: it is what tells an old one from the right one.
'use strict'
const { spawn } = require('node:child_process')
const { existsSync } = require('node:fs')
const { join } = require('node:path')

/**
 * On a Node that is too old: runs this program again on the Node of the npm package `node`, where that is installed, and becomes
 * what it was: same streams, same signals, same exit code. Else says what is needed.
 */
exports.becomeRightNode = function becomeRightNode(root) {
  const ours = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  if (existsSync(ours)) return becomeChild(ours)
  process.stderr.write(
    `qp needs Node.js 24 or newer; this is ${process.version}. Install it, or run \`npm ci\` in ${root}.\n`,
  )
  process.exitCode = 1
}

function becomeChild(node) {
  const child = spawn(node, process.execArgv.concat(process.argv.slice(1)), {
    // By the channel it notices when this one is killed (outer-node.js).
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: Object.assign({}, process.env, { QP_OUTER_NODE: '1' }),
  })
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
