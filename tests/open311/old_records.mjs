// Records of the system that the city had before, as a file; and a caller who asks for the same.
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { BINARY } from './client.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const HEADER =
  'service_request_id,requested_datetime,closed_date,status,status_description,service_code,service_name,address,lat,long,system';
const YESTERDAY = '2026-11-23T08:00:00-05:00';
const METRE = 1 / 111_195;
export const CORNER = { lat: 43.65, lng: -79.38 };

export const row = (id, { service = 'pothole', metres = 20, at = YESTERDAY, closed = '' } = {}) =>
  [
    ...[id, at, closed, closed ? 'closed' : 'open', 'Assigned', service, 'Hole'],
    ...[`${id} Elm Street`, CORNER.lat + metres * METRE, CORNER.lng, 'oldcity'],
  ].join(',');

/** Imports the rows; what the program says that it did. */
export async function take(client, rows) {
  const file = join(client.server.directory, 'old.csv');
  await writeFile(file, [HEADER, ...rows, ''].join('\n'));
  const map = join(ROOT, 'config/maps/kept311.toml');
  const words = ['import', 'csv', '--map', map, file, '--data', client.server.data, '--json'];
  const { stdout } = await promisify(execFile)(BINARY, words, { cwd: ROOT });
  return JSON.parse(stdout.trim().split('\n').at(-1));
}

export const serviceOf = async (operator, code) =>
  (await operator.call('readCatalogue')).services.find((one) => one.code === code).id;

/** Rosa calls, and the record of that number becomes her case: the answer to that. */
export async function adopting(operator, number, more = {}) {
  const call = await operator.call('startInteraction', { body: { direction: 'inbound', channel: 'call' } });
  const contact = await operator.call('createContact', {
    body: { name: 'Rosa', phones: ['416 555 0142'], language: 'en' },
  });
  await operator.call('identifyCaller', { path: { interaction: call.id }, body: { contact: contact.id } });
  const answer = await operator.send('openCase', {
    body: {
      interaction: call.id,
      kind: 'service_request',
      summary: 'A hole.',
      service: await serviceOf(operator, 'pothole'),
      attributes: { where_in_road: 'lane' },
      adopts: { source: 'oldcity', number },
      ...more,
    },
  });
  await operator.call('endInteraction', {
    path: { interaction: call.id },
    body: { wrap_up: 'request_taken' },
  });
  return answer;
}

/** A request becomes the duplicate of another, with whoever it is of on the line. */
export async function joinTo(operator, number, into) {
  const call = await operator.call('startInteraction', { body: { direction: 'inbound', channel: 'call' } });
  const interaction = call.id;
  const { contact } = await operator.call('readCase', { path: { number } });
  await operator.call('identifyCaller', { path: { interaction }, body: { contact: contact.id } });
  await operator.call('joinDuplicate', { path: { number }, body: { into, interaction } });
  await operator.call('endInteraction', { path: { interaction }, body: { wrap_up: 'other' } });
}

/** It was another one after all: the record is to be adopted again. */
export const letGo = (operator, number) =>
  operator.call('closeCase', {
    path: { number },
    body: { resolution: 'entered_in_error', text: 'Another hole.' },
  });
