#!/usr/bin/env node
import { onRightNode } from './right-node.js'

onRightNode(async (root) => {
  const { runProgram } = await import('../src/lib/program.ts')
  await runProgram(process.argv.slice(2), root)
})
