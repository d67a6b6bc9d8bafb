#!/usr/bin/env node
// CommonJS, and as little of it as can be: every start pays for it. It must parse on any Node.
'use strict'
const { existsSync } = require('node:fs')
const { dirname, join } = require('node:path')

const root = dirname(__dirname)

if (process.env.QP_OUTER_NODE) require('./outer-node.js').endWithOuterNode()

if (parseInt(process.versions.node, 10) < 24) require('./right-node.js').becomeRightNode(root)
else if (isBuilt()) require('../dist/client/start.cjs').start(process.argv.slice(2), root)
else require('./from-sources.js').startFromSources(root)

/** What is published has no sources. In a clone they are run wherever the build is older than they are. */
function isBuilt() {
  if (!existsSync(join(root, 'src'))) return true
  return !require('./is-stale.js').isStale(root)
}
