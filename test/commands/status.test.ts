import StatusShow from '../../src/commands/status.ts'
import { testAnswers, testRefusals } from '../fixtures/command-tables.ts'
import { aStatus } from '../fixtures/resources.ts'

testRefusals(StatusShow, 'status', [
  { argv: ['x'], stderr: 'Error: Unexpected argument: x\nAdd --help to see what it takes.\n' },
])

testAnswers(StatusShow, 'status', [
  {
    argv: [],
    stub: (api) => api.get('/status').reply(200, aStatus()),
    stdout:
      'http://qp.test  qp 0.1.0  up\n\n' +
      'store\tup\tknows 2 apps\nengine\tup\tDocker Engine 20.10.24, API 1.41\nrouter\tup\tserves apps on 0.0.0.0:80\n' +
      'node\tup\tvm rack=1\n',
  },
  {
    name: 'fails where something is down',
    argv: [],
    terminal: { isTTY: true, colour: true },
    stub: (api) => api.get('/status').reply(200, aStatus('down')),
    stdout:
      'http://qp.test  qp 0.1.0  \u001B[31mdown\u001B[39m\n\n' +
      'store   up    knows 2 apps\nengine  up    Docker Engine 20.10.24, API 1.41\n' +
      '\u001B[31mrouter  down  nginx does not answer.\u001B[39m\nnode    up    vm rack=1\n',
    exitCode: 1,
  },
  {
    name: 'calls a Deis controller by its name',
    argv: [],
    stub: (api) =>
      api.get('/status').reply(200, { ...aStatus(), version: 'Deis 2.3.0', parts: [], nodes: [] }),
    stdout: 'http://qp.test  Deis 2.3.0  up\n\n\n',
  },
  {
    argv: ['--json'],
    stub: (api) => api.get('/status').reply(200, aStatus()),
    stdout: JSON.stringify(aStatus(), null, 2) + '\n',
  },
])
