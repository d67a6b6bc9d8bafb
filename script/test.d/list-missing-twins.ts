import { findMissingTwins } from './missing-twins.ts'

/** `node script/test.d/list-missing-twins.ts`: prints each source without a test twin, and fails where there is one. */
const missing = await findMissingTwins(process.cwd())
for (const { source, twin } of missing) process.stdout.write(`${source} has no ${twin}\n`)
process.exitCode = missing.length === 0 ? 0 : 1
