-- Which certificate a TLS handshake is answered with, and ACME's questions. Runs inside nginx (lua-nginx-module);
-- nginx-config.ts says which phase calls which function.
--
-- The table lives in the shared dict `qp_certificates`:
--   certificate:<id>   as certificates.ts writes it: digest TAB name,name LF and the PEM of chain and key
--   name:<name>        the id of the certificate that answers for it; a name may begin with `*.`
--   challenge:<token>  what ACME's HTTP-01 (RFC 8555 8.3) is answered with

local ssl = require 'ngx.ssl'
local admin = require 'qp_admin'

local certificates = ngx.shared.qp_certificates

local M = {}

-- An order that nobody finished asks no more after so long.
local CHALLENGE_SECONDS = 3600

-- Of this worker: what was parsed, by id, with the text that it was parsed from.
local parsed = {}

local function split(text)
  local digest, names, pem = text:match('^([^\t\n]*)\t([^\n]*)\n(.+)$')
  return digest, names, pem
end

local function each_name(text, visit)
  local _, names = split(text or '')
  for name in (names or ''):gmatch('[^,]+') do visit(name) end
end

-- Handshakes ---------------------------------------------------------------------------------------------------------

local function parse(text)
  local _, _, pem = split(text)
  local chain, chain_problem = ssl.parse_pem_cert(pem)
  local key, key_problem = ssl.parse_pem_priv_key(pem)
  if not chain or not key then return nil, chain_problem or key_problem end
  return { text = text, chain = chain, key = key }
end

-- By its very name, or by `*.` in the place of its first label.
local function find_certificate(name)
  local id = certificates:get('name:' .. name)
  if not id then id = certificates:get('name:' .. name:gsub('^[^.]+', '*', 1)) end
  local text = id and certificates:get('certificate:' .. id)
  if not text then return nil end
  local known = parsed[id]
  if known and known.text == text then return known end
  local fresh, problem = parse(text)
  if not fresh then
    ngx.log(ngx.CRIT, 'certificate ', id, ' can not be read: ', problem)
    return nil
  end
  parsed[id] = fresh
  return fresh
end

-- ssl_certificate_by_lua: where it sets nothing, the self-signed one of nginx's configuration answers.
function M.choose()
  local name = ssl.server_name()
  local found = name and find_certificate(name:lower())
  if not found then return end
  local ok, problem = ssl.clear_certs()
  if ok then ok, problem = ssl.set_cert(found.chain) end
  if ok then ok, problem = ssl.set_priv_key(found.key) end
  if not ok then ngx.log(ngx.CRIT, 'the certificate for ', name, ' can not be used: ', problem) end
end

-- ACME ---------------------------------------------------------------------------------------------------------------

-- The access phase of /.well-known/acme-challenge/: a token that is not ours may be the app's own.
function M.answer_challenge()
  local token = ngx.var.uri:match('([^/]+)$')
  local text = token and certificates:get('challenge:' .. token)
  if not text then return end
  ngx.header['Content-Type'] = 'application/octet-stream'
  ngx.header['Content-Length'] = #text
  ngx.print(text)
  return ngx.exit(ngx.HTTP_OK)
end

-- The controller's side: certificates.ts asks ------------------------------------------------------------------------

local answer = admin.answer

local function store(key, value, seconds)
  return admin.store(certificates, 'certificates', key, value, seconds)
end

local function forget_names(id, kept)
  each_name(certificates:get('certificate:' .. id), function(name)
    if not kept[name] and certificates:get('name:' .. name) == id then certificates:delete('name:' .. name) end
  end)
end

local function list()
  local lines = {}
  for _, key in ipairs(certificates:get_keys(0)) do
    local id = key:match('^certificate:(.+)$')
    local text = id and certificates:get(key)
    if text then lines[#lines + 1] = id .. '\t' .. split(text) end
  end
  table.sort(lines)
  return table.concat(lines, '\n')
end

local actions = {
  -- Digests alone: a key never leaves.
  ['GET /certificates'] = function() answer(200, list()) end,
  ['PUT /certificates'] = function(id, text)
    if not split(text) or not parse(text) then return answer(400, 'not a certificate with its key: ' .. id) end
    local kept = {}
    each_name(text, function(name) kept[name] = true end)
    forget_names(id, kept)
    store('certificate:' .. id, text)
    for name in pairs(kept) do store('name:' .. name, id) end
    answer(200, '')
  end,
  ['DELETE /certificates'] = function(id)
    forget_names(id, {})
    certificates:delete('certificate:' .. id)
    answer(200, '')
  end,
  ['PUT /challenges'] = function(token, text)
    store('challenge:' .. token, text, CHALLENGE_SECONDS)
    answer(200, '')
  end,
  ['DELETE /challenges'] = function(token)
    certificates:delete('challenge:' .. token)
    answer(200, '')
  end,
}

function M.administer()
  local topic, rest = ngx.var.uri:match('^(/[^/]+)/?(.*)$')
  local action = actions[ngx.req.get_method() .. ' ' .. (topic or '')]
  if not action then return answer(404, 'no such request') end
  ngx.req.read_body()
  action(rest, ngx.req.get_body_data() or '')
end

package.loaded.qp_certificates = M
