/** Holds the write lock of the database named on the command line until it is killed; says so on stdout. */

import Database from 'better-sqlite3';

const database = new Database(process.argv[2]);
database.exec('BEGIN IMMEDIATE');
process.stdout.write('locked\n');
setInterval(() => database.open, 60_000);
