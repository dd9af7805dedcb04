#!/usr/bin/env node
'use strict'
// Starts Magam on the Node it needs: the host's own when that is new enough, else the one npm installed beside us.
// Plain JavaScript of an old dialect on purpose: it must run, and explain itself, on any Node.
const { spawnSync } = require('node:child_process')
const { existsSync } = require('node:fs')
const { join } = require('node:path')

const root = join(__dirname, '..')
const built = join(root, 'dist', 'main.js')
// Node refuses to strip types below node_modules, so an installed package runs its built files.
const entry = existsSync(built) ? built : join(root, 'src', 'main.ts')
const bundled = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node')
const major = Number(process.versions.node.split('.')[0])

if (major >= 24) {
  import(require('node:url').pathToFileURL(entry).href)
} else if (existsSync(bundled)) {
  const run = spawnSync(bundled, [entry].concat(process.argv.slice(2)), { stdio: 'inherit' })
  process.exit(run.status === null ? 1 : run.status)
} else {
  process.stderr.write('error: Magam needs Node 24 or newer; this is ' + process.version + '\n\n')
  process.stderr.write('hint: install Node 24, or run `npm ci` in the checkout, which brings one along\n')
  process.exit(78)
}
