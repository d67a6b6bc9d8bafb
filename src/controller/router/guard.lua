-- Who may come in. Runs inside nginx (lua-nginx-module); a route is as route-table.lua parses it.

local bit = require 'bit'
local ffi = require 'ffi'
local routes = require 'qp_route_table'

local M = {}

ffi.cdef 'int inet_pton(int family, const char *text, void *bytes);'
local AF_INET, AF_INET6 = 2, 10
local parsed = ffi.new('unsigned char[16]')

-- Who speaks IPv4 through a socket for both is known by the last four bytes.
local MAPPED = string.rep('\0', 10) .. '\255\255'

-- Whose word is taken for whom they were asked by. Of this worker, for as long as it lives.
local fronts = {}

-- @param text  networks as route-table.lua parses them
function M.trust(text)
  fronts = routes.parse_networks(text)
end

local function plain(address)
  return #address == 16 and address:sub(1, 12) == MAPPED and address:sub(13) or address
end

local function parse_address(text)
  if ffi.C.inet_pton(AF_INET, text, parsed) == 1 then return ffi.string(parsed, 4) end
  if ffi.C.inet_pton(AF_INET6, text, parsed) == 1 then return plain(ffi.string(parsed, 16)) end
end

local function is_in(network, address)
  return network.length == #address
    and address:sub(1, network.whole) == network.prefix
    and (network.mask == 0 or bit.band(address:byte(network.whole + 1), network.mask) == network.value)
end

local function is_in_any(networks, address)
  for _, network in ipairs(networks) do
    if is_in(network, address) then return true end
  end
  return false
end

-- Whoever asks has made the connection, unless that was a front. A front adds to X-Forwarded-For whom it was
-- asked by; what stands before that, a client can have made up. Something that is no address is nobody's.
local function find_client()
  local address = plain(ngx.var.binary_remote_addr)
  local told = is_in_any(fronts, address) and ngx.var.http_x_forwarded_for or ''
  while told ~= '' and is_in_any(fronts, address) do
    local before, last = told:match('^(.*),([^,]*)$')
    address, told = parse_address((last or told):match('^%s*(.-)%s*$')) or '', before or ''
  end
  return address
end

-- Why a request goes to no dyno, as a code of pages.lua; nil where it does.
function M.find_refusal(route)
  if route.is_off then return 'Q11' end
  if route.whitelist and not is_in_any(route.whitelist, find_client()) then return 'Q10' end
  if route.is_https_enforced and ngx.var.qp_proto ~= 'https' then return 'to-https' end
  if route.in_maintenance then return 'H80' end
end

package.loaded.qp_guard = M
