import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { suite, test } from 'node:test'
import { interopModule, lazyModule, lazyRequires } from '../../../script/build.d/lazy-requires.ts'

/** Runs what became of a module and says what it loaded, in order. */
async function run(source: string, modules: Record<string, unknown>, file = 'module.ts') {
  const loaded: string[] = []
  const node = createRequire(import.meta.url)
  const require = (id: string) => {
    if (id === interopModule) return interop
    loaded.push(id)
    return id.startsWith('node:') ? node(id) : modules[id]
  }
  const module = { exports: {} as Record<string, (...words: unknown[]) => unknown> }
  const code = await lazyModule(source, file)
  new Function('require', 'module', 'exports', code)(require, module, module.exports)
  return { exports: module.exports, loaded, code }
}

/** As much as these tests need of what the build gives. */
const interop = {
  __export: (target: object, all: Record<string, () => unknown>) => {
    for (const [name, get] of Object.entries(all)) Object.defineProperty(target, name, { get })
  },
  __toCommonJS: (exports: object) => exports,
  __toESM: (module: object) => Object.assign(Object.create(module), { default: module }),
}

suite('a module of ES', () => {
  test('loads an import when it is first used, and once', async () => {
    const source = `import { a } from './a.ts'; import b from './b.ts'; export const use = () => a() + b.two`
    const { exports, loaded } = await run(source, { './a.ts': { a: () => 1 }, './b.ts': { two: 2 } })
    assert.deepEqual(loaded, [])
    assert.equal(exports['use']?.(), 3)
    assert.equal(exports['use']?.(), 3)
    assert.deepEqual(loaded, ['./a.ts', './b.ts'])
  })

  test('takes no part of a path for the import that is named like it', async () => {
    const source = `var errors = require("./errors.js");\nexports.use = () => errors.one;`
    const { exports, loaded } = await run(source, { './errors.js': { one: 1 } }, 'module.cjs')
    assert.deepEqual(loaded, [])
    assert.equal(exports['use']?.(), 1)
    assert.deepEqual(loaded, ['./errors.js'])
  })

  test('reads an import that is spread', async () => {
    const source = `import { flags } from './flags.ts'; export const all = () => ({ ...flags, more: 1 })`
    const { exports } = await run(source, { './flags.ts': { flags: { app: 'a' } } })
    assert.deepEqual(exports['all']?.(), { app: 'a', more: 1 })
  })

  test('makes an instance of an imported class', async () => {
    const source = `import { Box } from './box.ts'; export const make = (what) => new Box(what).what`
    const modules = { './box.ts': { Box: class { what: unknown; constructor(what: unknown) { this.what = what } } } } // biome-ignore format: one line
    assert.equal((await run(source, modules)).exports['make']?.('shoe'), 'shoe')
  })

  test('loads an import for its side effects at once, and one of Node for nothing never', async () => {
    const { loaded } = await run(`import './side.ts'; import { join } from 'node:path'; export {}; `, {})
    assert.deepEqual(loaded, ['./side.ts'])
  })

  test('keeps an import of a namespace that goes from hand to hand', async () => {
    const source = `import * as all from './all.ts'; export const give = () => all`
    const { exports, loaded } = await run(source, { './all.ts': { one: 1 } })
    assert.deepEqual(loaded, ['./all.ts'])
    assert.equal(Reflect.get(Object(exports['give']?.()), 'one'), 1)
  })

  test('makes a formatter when it is first used', async () => {
    const source = `const list = new Intl.ListFormat('en'); export const and = (...words) => list.format(words)`
    const { exports, code } = await run(source, {})
    assert.doesNotMatch(code, /^const list = new Intl/m)
    assert.equal(exports['and']?.('a', 'b'), 'a and b')
  })

  test('keeps its lines, for the source map', async () => {
    const source = `import { a } from './a.ts'\n\nexport const use = () =>\n  a('here')\n`
    const lines = (await run(source, {})).code.split('\n')
    const map = lines.findLast((line) => line.startsWith('//# sourceMappingURL='))
    assert.ok(map)
    const { mappings } = JSON.parse(Buffer.from(map.split(',')[1] ?? '', 'base64').toString()) as {
      mappings: string
    }
    const of = lines.findIndex((line) => line.includes("'here'") || line.includes('"here"'))
    assert.notEqual(mappings.split(';')[of], '')
  })
})

suite('CommonJS as TypeScript writes it', () => {
  const cases: [string, string, string][] = [
    [
      'an import',
      'const a_1 = require("./a");\nuse(a_1.b);',
      'const a_1 = { get it() { return (this.loaded ??= require("./a")); } };\nuse(a_1.it.b);',
    ],
    [
      'a default import',
      'const a_1 = __importDefault(require("./a"));\nnew a_1.default();',
      'const a_1 = { get it() { return (this.loaded ??= __importDefault(require("./a"))); } };\nnew a_1.it.default();',
    ],
    [
      'a namespace that is exported',
      'exports.Args = __importStar(require("./args"));',
      '{ let it; Object.defineProperty(exports, "Args", { enumerable: true, get: () => (it ??= __importStar(require("./args"))) }); }',
    ],
    [
      'another with a property of that name',
      'const E = require("./e");\nx.E.y(E.z);',
      'const E = require("./e");\nx.E.y(E.z);',
    ],
    ['an import that is called', 'const a = require("./a");\na();', 'const a = require("./a");\na();'],
    [
      'an import within a function',
      'f(() => {\n  const a = require("./a");\n  a.b();\n});',
      'f(() => {\n  const a = require("./a");\n  a.b();\n});',
    ],
  ]
  for (const [name, before, after] of cases) test(name, () => assert.equal(lazyRequires(before), after))
})
