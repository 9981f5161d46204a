// Counts what is stored, from outside: the server's file, read by sqlite3 while it runs.
import { execFile } from 'node:child_process';
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const MAGIC = 'SQLite format 3\0';

async function isDatabase(path) {
  const file = await open(path);
  try {
    const { buffer } = await file.read(Buffer.alloc(MAGIC.length), 0, MAGIC.length, 0);
    return buffer.toString('latin1') === MAGIC;
  } finally {
    await file.close();
  }
}

async function databaseIn(directory) {
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isFile() && (await isDatabase(path))) return path;
  }
  throw new Error(`no SQLite file in ${directory}`);
}

async function query(file, sql) {
  const { stdout } = await run('sqlite3', ['-readonly', '-cmd', '.timeout 5000', file, sql]);
  return stdout.trim().split('\n');
}

/** The lines that a query reads from the server's file. */
export const readRows = async (dataDirectory, sql) => query(await databaseIn(dataDirectory), sql);

/** Answers with a function that counts the rows of every table: {table: rows}. */
export async function rowCounter(dataDirectory) {
  const file = await databaseIn(dataDirectory);
  const tables = await query(
    file,
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
  );
  const sql = tables.map((table) => `SELECT '${table}', count(*) FROM "${table}"`).join(' UNION ALL ');
  return async () =>
    Object.fromEntries(
      (await query(file, sql)).map((line) => {
        const [table, rows] = line.split('|');
        return [table, Number(rows)];
      }),
    );
}
