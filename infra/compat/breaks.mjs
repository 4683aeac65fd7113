// `node infra/compat/breaks.mjs BEFORE AFTER`: what breaks clients between two OpenAPI documents.
// One change a line, and exit code 1 if there is any. `make contract-breaks BASE=origin/main`.
// A deliberate break raises `info.version`: then it is printed and allowed.

import { readFileSync } from 'node:fs'
import { apiCompare } from 'api-smart-diff'

const [before, after] = process.argv.slice(2).map((file) => JSON.parse(readFileSync(file, 'utf8')))

// Component schemas are compared where a request or a response uses them: only there is it known
// who writes a value and who reads it.
const used = (change) => change.path[0] !== 'components'

function breaks({ type, action, path }) {
  const at = path.join('/')
  const [field, last] = path.slice(-2)
  const request = path.includes('requestBody')
  // api-smart-diff looks at a schema alone. This API refuses unknown fields, and a field that has
  // a default is still missing when an old client does not send it.
  if (request && field === 'required') return action === 'add'
  if (request && field === 'properties') return action === 'remove' || type === 'breaking'
  if (path.includes('responses') && last === 'type' && action === 'replace') return true
  // A new type of problem: clients fall back on the status (RFC 9457, section 3.1.1).
  if (/problem\+json\/schema\/properties\/type\/enum\/\d+$/.test(at)) return action === 'remove'
  return type === 'breaking' || type === 'unclassified'
}

const found = apiCompare(before, after).diffs.filter((change) => used(change) && breaks(change))
for (const { action, path } of found) console.log(`${action} ${path.join('/')}`)

const deliberate = before.info.version !== after.info.version
if (found.length && deliberate) {
  console.log(`allowed: version ${before.info.version} became ${after.info.version}`)
}
process.exit(found.length && !deliberate ? 1 : 0)
