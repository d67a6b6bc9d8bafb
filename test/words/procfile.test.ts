import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseProcfile } from '../../src/words/procfile.ts'

const accepted: Record<string, [text: string, types: Record<string, string>]> = {
  'one type': ['web: node server.js\n', { web: 'node server.js' }],
  'no line end at the end of the file': ['web: a\nworker: b', { web: 'a', worker: 'b' }],
  'no space after the colon': ['web:node a', { web: 'node a' }],
  'a colon in the command': ['web: php -S 0.0.0.0:$PORT', { web: 'php -S 0.0.0.0:$PORT' }],
  'quotes and # in a command stay': [`web: sh -c 'echo "#1"'`, { web: `sh -c 'echo "#1"'` }],
  'comments and blank lines': ['# hello\n\n  # there\nweb: a\n   \n', { web: 'a' }],
  'line ends of Windows, and a byte order mark': ['\uFEFFweb: a\r\nworker: b\r\n', { web: 'a', worker: 'b' }],
  'every character of a type': ['Web_2-x: a', { 'Web_2-x': 'a' }],
  'nothing at all': ['', {}],
}
for (const [name, [text, types]] of Object.entries(accepted)) {
  test(`a Procfile: ${name}`, () => assert.deepEqual(parseProcfile(text), types))
}

const refused: Record<string, [text: string, message: RegExp]> = {
  'a line without a colon': ['web: a\n\nnode server.js', /line 3: "node server\.js" is no process type/],
  'a type with a space': ['web server: a', /line 1: /],
  'a type without a command': ['web:   \n', /line 1: "web:"/],
  'a type that no object can have': ['__proto__: a', /line 1: "__proto__: a" is no process type/],
  'what a merge left': ['<<<<<<< HEAD\nweb: a', /line 1: "<<<<<<< HEAD"/],
  'a type that is there twice': ['web: a\nworker: b\nweb: c', /line 3: .* web is there already, on line 1/],
}
for (const [name, [text, message]] of Object.entries(refused)) {
  test(`no Procfile: ${name}`, () => {
    assert.throws(() => parseProcfile(text), { name: 'ProcfileError', message })
  })
}
