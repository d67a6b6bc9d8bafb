'use strict'

/** Node runs TypeScript as it is. */
exports.startFromSources = async function startFromSources(root) {
  const { runProgram } = await import('../src/lib/program.ts')
  await runProgram(process.argv.slice(2), root)
}
