import { createServer } from 'node:http'
import { hostname } from 'node:os'
import ms from 'ms'

const { GREETING = 'Hello', DYNO = 'a terminal', PORT = '5000' } = process.env

const server = createServer((request, response) => {
  console.log(`${request.method} ${request.url}`)
  response.setHeader('content-type', 'text/plain; charset=utf-8')
  response.end(
    `${GREETING} from ${DYNO} on ${hostname()}, up for ${ms(Math.round(process.uptime() * 1000))}\n`,
  )
})

server.listen(Number(PORT), () => console.log(`listening on port ${PORT}`))

// A dyno that is replaced answers what it was asked, and then goes.
process.on('SIGTERM', () => server.close(() => process.exit()))
