// Finds things on the case of a story, by the words that the story uses.
import assert from 'node:assert/strict';

/** What is owed on the case, of one kind or all, soonest first. */
export async function obligationsOf(story, kind) {
  const { obligations } = await story.case();
  return obligations.filter((one) => kind === undefined || one.kind === kind);
}

/** The latest promise that `owner` gave, whoever covers now. */
export async function promiseOf(story, ownerName) {
  const { id } = await story.staff(ownerName);
  const { promises } = await story.case();
  const own = promises.filter(({ owner, covering_for }) => owner.id === id || covering_for?.id === id);
  assert.ok(own.length > 0, `${ownerName} has promised nothing on this case`);
  return own.at(-1);
}

/** The department's open question. */
export async function openAsk(story) {
  const open = (await story.case()).asks.filter(({ state }) => state === 'asked');
  assert.equal(open.length, 1, `${open.length} questions are open`);
  return open[0];
}

/** Kinds of what `name` was told about the case. */
export async function alertsOf(story, name) {
  const { alerts } = await (await story.desk(name)).call('listAlerts');
  return alerts.filter((alert) => alert.case === story.number).map(({ kind }) => kind);
}

/** Entries of the case's history of one kind. */
export async function happened(story, kind) {
  return (await story.case()).timeline.filter((entry) => entry.kind === kind);
}
