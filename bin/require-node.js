/** Ends the process with one sentence under a Node that is too old. Written so that old Nodes can still read it. */
'use strict';

var required = require('../package.json').engines.node.replace('>=', '');
var wanted = required.split('.').map(Number);
var running = process.versions.node.split('.').map(Number);

if (running[0] < wanted[0] || (running[0] === wanted[0] && running[1] < wanted[1])) {
  process.stderr.write(
    `hivemind: this is Node ${process.versions.node} (${process.execPath}), but hivemind needs Node ${required} or newer.\n`,
  );
  process.exit(1);
}
