'use strict'
const { readdirSync, statSync } = require('node:fs')
const { join } = require('node:path')

/** What a build is made from. */
const sources = ['src', 'script/build.d', 'package.json', 'package-lock.json', 'tsconfig.json']

/** True where there is no build in dist/, or something that it is made from was changed, added or removed since. A few milliseconds. */
exports.isStale = function isStale(root) {
  const built = statSync(join(root, 'dist', 'built'), { throwIfNoEntry: false })
  return built === undefined || sources.some((source) => isNewer(join(root, source), built.mtimeMs))
}

/** A folder is newer when something in it came or went. */
function isNewer(path, time) {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found === undefined) return false
  if (found.mtimeMs >= time) return true
  return found.isDirectory() && readdirSync(path).some((name) => isNewer(join(path, name), time))
}
