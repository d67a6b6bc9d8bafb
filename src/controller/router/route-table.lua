-- Which app a request is for and what nginx knows of it. Runs inside nginx (lua-nginx-module).
--
-- The table lives in the shared dict `qp_routes`:
--   app:<id>    the app's line, as routes.ts writes it: id TAB name TAB host,host TAB dyno=address,dyno=address, and then
--               a field of TAB name=value for each thing that is not as usual
--   host:<name> the id of the app that answers to it
--   generation  a number that grows with each change
-- Every request reads the generation, so what a worker has parsed is used until the very next change and no longer.

local bit = require 'bit'
local admin = require 'qp_admin'

local routes = ngx.shared.qp_routes
local in_flight = ngx.shared.qp_in_flight

local M = {}

-- Of this worker: parsed routes by host name, thrown away when the generation changes.
local generation, route_by_host = nil, {}
-- Of this worker: one slot per address. They outlive a change of the table.
local slots = {}

-- A line as a table ---------------------------------------------------------------------------------------------------

local function get_slot(address)
  local slot = slots[address]
  if not slot then
    local host, port = address:match('^(.*):(%d+)$')
    slot = { address = address, host = host, port = tonumber(port), busy = 0, avoid_until = 0 }
    slots[address] = slot
  end
  return slot
end

-- The dynos of a process type, and the cookie by which a visitor stays with one of them.
local function parse_dynos(app, process_type, text)
  local dynos = {}
  for dyno, address in text:gmatch('([^,=]+)=([^,]+)') do
    local slot = get_slot(address)
    dynos[#dynos + 1] = { slot = slot, target = app .. ' ' .. dyno, key = ngx.md5(app .. ' ' .. dyno .. ' ' .. address):sub(1, 16) }
  end
  local cookie = 'qp-session-affinity' .. (process_type == 'web' and '' or '-' .. process_type)
  return { process_type = process_type, dynos = dynos, cookie = cookie, cookie_variable = 'cookie_' .. cookie }
end

-- "0a000000/8": the bytes that all of its addresses begin with, and those bits of the byte behind them that count.
local function parse_network(text)
  local hex, bits = text:match('^(%x+)/(%d+)$')
  local bytes = hex:gsub('%x%x', function(byte) return string.char(tonumber(byte, 16)) end)
  local whole, rest = math.floor(bits / 8), bits % 8
  local mask = bit.band(bit.lshift(0xff, 8 - rest), 0xff)
  return { length = #bytes, whole = whole, prefix = bytes:sub(1, whole), mask = mask, value = rest > 0 and bytes:byte(whole + 1) or 0 }
end

function M.parse_networks(text)
  local networks = {}
  for network in text:gmatch('[^,]+') do networks[#networks + 1] = parse_network(network) end
  return networks
end

-- As nginx orders its locations: the very path, else the first regular expression, else the longest beginning.
local function add_path(services, text, list)
  local modifier, path = text:match('^(%S+) (%S+)$')
  modifier, path = modifier or '', path or text
  if modifier == '=' then
    services.exact[path] = list
  elseif modifier == '~' or modifier == '~*' then
    services.regexes[#services.regexes + 1] = { regex = path, options = modifier == '~' and 'jo' or 'joi', list = list }
  else
    services.prefixes[#services.prefixes + 1] = { path = path, length = #path, is_final = modifier == '^~', list = list }
  end
end

local readers = {
  routing = function(route) route.is_off = true end,
  maintenance = function(route) route.in_maintenance = true end,
  https = function(route) route.is_https_enforced = true end,
  affinity = function(route) route.has_affinity = true end,
  whitelist = function(route, text)
    route.whitelist = M.parse_networks(text)
  end,
  service = function(route, text)
    local process_type, dynos, paths = text:match('^(%S+) (%S*) (.+)$')
    local list = parse_dynos(route.id, process_type, dynos)
    route.services = route.services or { exact = {}, regexes = {}, prefixes = {} }
    for path in paths:gmatch('[^,]+') do add_path(route.services, path, list) end
  end,
  ['maintenance-page'] = function(route, text) route.maintenance_page = text end,
  ['error-page'] = function(route, text) route.error_page = text end,
}

local function parse_route(line)
  local id, dynos, fields = line:match('^([^\t]*)\t[^\t]*\t[^\t]*\t([^\t]*)(.*)$')
  local route = { id = id, web = parse_dynos(id, 'web', dynos) }
  for name, value in fields:gmatch('\t([^=]+)=([^\t]*)') do
    local read = readers[name]
    if read then read(route, value) end
  end
  if route.services then
    table.sort(route.services.prefixes, function(a, b) return a.length > b.length end)
  end
  route.is_guarded = route.is_off or route.in_maintenance or route.is_https_enforced or route.whitelist
  return route
end

local function find_by_name(host)
  local newest = routes:get('generation')
  if newest ~= generation then
    generation, route_by_host = newest, {}
  end
  local route = route_by_host[host]
  if route then return route end
  local id = routes:get('host:' .. host)
  local line = id and routes:get('app:' .. id)
  if not line then return nil end
  route = parse_route(line)
  route_by_host[host] = route
  return route
end

-- By its very name, or by `*.` in the place of its first label.
function M.find(host)
  return find_by_name(host) or find_by_name((host:gsub('^[^.]+', '*', 1)))
end

local function find_service(services, path)
  local list = services.exact[path]
  if list then return list end
  local longest
  for _, prefix in ipairs(services.prefixes) do
    if path:sub(1, prefix.length) == prefix.path then
      longest = prefix
      break
    end
  end
  if longest and longest.is_final then return longest.list end
  for _, each in ipairs(services.regexes) do
    if ngx.re.find(path, each.regex, each.options) then return each.list end
  end
  return longest and longest.list
end

-- Which process type a request is for.
function M.find_dynos(route)
  return route.services and find_service(route.services, ngx.var.uri) or route.web
end

-- The slot of this address; nil where no dyno ever had it.
function M.slot_at(address)
  return slots[address]
end

-- Whether a controller has said in so many seconds that it is there.
function M.has_controller(now, seconds)
  return now - (routes:get('controller_seen') or 0) <= seconds
end

-- The controller's side: admin-socket.ts asks, routes.ts writes and reads the lines ----------------------------------

local answer = admin.answer

local function store(key, value)
  return admin.store(routes, 'routes', key, value)
end

local function each_host(line, visit)
  local hosts = line and line:match('^[^\t]*\t[^\t]*\t([^\t]*)\t') or ''
  for host in hosts:gmatch('[^,]+') do visit(host) end
end

local function put_route(line)
  local id = line:match('^([^\t]+)\t[^\t]*\t[^\t]*\t')
  if not id then return answer(400, 'not a route: ' .. line) end
  local before, kept = routes:get('app:' .. id), {}
  store('app:' .. id, line)
  each_host(line, function(host)
    kept[host] = true
    store('host:' .. host, id)
  end)
  each_host(before, function(host)
    if not kept[host] and routes:get('host:' .. host) == id then routes:delete('host:' .. host) end
  end)
  return id
end

local function delete_route(id)
  local before = routes:get('app:' .. id)
  each_host(before, function(host)
    if routes:get('host:' .. host) == id then routes:delete('host:' .. host) end
  end)
  routes:delete('app:' .. id)
end

local function list_ids()
  local ids = {}
  for _, key in ipairs(routes:get_keys(0)) do
    if key:sub(1, 4) == 'app:' then ids[#ids + 1] = key:sub(5) end
  end
  table.sort(ids)
  return ids
end

local function put_table(text)
  local kept = {}
  for line in text:gmatch('[^\n]+') do kept[put_route(line)] = true end
  for _, id in ipairs(list_ids()) do
    if not kept[id] then delete_route(id) end
  end
end

local function read_body()
  ngx.req.read_body()
  local body = ngx.req.get_body_data()
  if body then return body end
  local path = ngx.req.get_body_file()
  if not path then return '' end
  local file = assert(io.open(path, 'rb'))
  body = file:read('*a')
  file:close()
  return body
end

-- Last, so that a worker that sees the new number sees all of what it stands for.
local function commit()
  answer(200, tostring(routes:incr('generation', 1, 0)))
end

local actions = {
  ['GET /status'] = function(_, fingerprint)
    answer(200, fingerprint .. ' ' .. (routes:get('generation') or 0))
  end,
  ['GET /routes'] = function(id)
    if id ~= '' then return answer(200, routes:get('app:' .. id) or '') end
    local lines = {}
    for i, each in ipairs(list_ids()) do lines[i] = routes:get('app:' .. each) end
    answer(200, table.concat(lines, '\n'))
  end,
  ['PUT /routes'] = function(id)
    if id == '' then put_table(read_body()) else put_route(read_body()) end
    commit()
  end,
  ['DELETE /routes'] = function(id)
    delete_route(id)
    commit()
  end,
  -- Empty where nginx can use it: which regular expressions PCRE takes, PCRE alone knows.
  ['PUT /regex'] = function()
    local _, _, reason = ngx.re.find('', read_body())
    answer(200, reason or '')
  end,
  ['GET /in-flight'] = function(address)
    answer(200, tostring(in_flight:get(address) or 0))
  end,
}

function M.administer(fingerprint)
  routes:set('controller_seen', ngx.now())
  local topic, rest = ngx.var.uri:match('^(/[^/]+)/?(.*)$')
  local action = actions[ngx.req.get_method() .. ' ' .. (topic or '')]
  if not action then return answer(404, 'no such request') end
  action(rest, fingerprint)
end

package.loaded.qp_route_table = M
