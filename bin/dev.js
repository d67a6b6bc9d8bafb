#!/usr/bin/env node
// The sources, whatever is built.
'use strict'
const { dirname } = require('node:path')

const root = dirname(__dirname)

if (process.env.QP_OUTER_NODE) require('./outer-node.js').endWithOuterNode()

if (parseInt(process.versions.node, 10) < 24) require('./right-node.js').becomeRightNode(root)
else require('./from-sources.js').startFromSources(root)
