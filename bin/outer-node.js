'use strict'

/**
 * Where this program was started by another Node (right-node.js), ends it with that one: who was killed by SIGKILL can pass no signal on, but the
 * channel between the two closes. What the signal does is the program's affair: the controller stops in order, a session ends as
 * when its terminal is closed.
 */
exports.endWithOuterNode = function endWithOuterNode() {
  delete process.env.QP_OUTER_NODE
  if (!process.channel) return
  process.once('disconnect', () =>
    process.kill(process.pid, process.argv[2] === 'server' ? 'SIGTERM' : 'SIGHUP'),
  )
  // It is no reason to stay.
  process.channel.unref()
}
