import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import type { Schemas } from '../api/client';
import { Screens } from '../shell/Screens';
import { CALL, CATALOGUE, DESK_ANSWERS, OWED, ROSA } from '../test/city';
import { draw } from '../test/render';
import { serve, type Asked } from '../test/server';
import { AMARA, OREN, party, phoneCall, ringing, telephone } from '../test/telephone';
import { untranslated } from '../test/untranslated';

type Telephone = Schemas['Telephone'];
type Call = Schemas['Call'];

const [SUMMARY] = ROSA.cases;
const KNOWN = { callers: [ROSA], cases: [SUMMARY!], ask_name: true };

/** A desk with a telephone that stands so; `talk` is the conversation that this person is in. */
async function desk(
  now: Telephone,
  {
    talk = null,
    answers = {},
    at = '/desk',
    language = 'en',
  }: {
    talk?: Schemas['Interaction'] | null;
    answers?: Record<string, (asked: Asked) => unknown>;
    at?: string;
    language?: string;
  } = {},
) {
  const heard = serve({
    ...DESK_ANSWERS,
    'GET /api/v1/telephone': () => now,
    'GET /api/v1/interactions/mine': () => ({ interaction: talk }),
    ...answers,
  });
  const { container } = await draw(<Screens />, { at, language });
  return { heard, container };
}

/** In a conversation on the telephone, whose call stands so. */
const inCall = (call: Partial<Call>, talk: Partial<Schemas['Interaction']> = {}, act = 'hold') => {
  const up = phoneCall({ state: 'talking', answered_at: CALL.answered_at, interaction: CALL.id, ...call });
  const now = telephone({ standing: 'talking', call: up });
  return desk(now, {
    talk: { ...CALL, ...talk, call: up },
    answers: { [`POST /api/v1/calls/77/${act}`]: () => now },
  });
};

const posts = (heard: Asked[]) => heard.filter(({ method }) => method === 'POST');
const controls = async () => within(await screen.findByRole('group', { name: 'Telephone' }));
const names = (buttons: HTMLElement[]) => buttons.map(({ textContent }) => textContent);

afterEach(() => {
  vi.unstubAllGlobals();
  localStorage.clear();
});

it('shows who rings with what is open for them, and answers with one key', async () => {
  const { heard } = await desk(ringing(KNOWN), {
    answers: {
      'POST /api/v1/calls/77/answer': () => ringing(KNOWN, { state: 'connecting' }),
    },
  });
  const ring = within(await screen.findByRole('region', { name: 'A call rings' }));
  expect(ring.getByText('+1 416 555 0142')).toBeVisible();
  expect(ring.getByText('Queue: ENGLISH')).toBeVisible();
  expect(ring.getByText(/name and one more thing before you read anything out/)).toBeVisible();
  expect(ring.getByRole('link', { name: 'BUTTON?' })).toBeVisible();
  expect(screen.getByRole('alert')).toHaveTextContent('A call rings: +1 416 555 0142. F4 answers it');
  expect(document.title).toBe('☎ +1 416 555 0142 rings');
  await userEvent.keyboard('{F4}');
  expect(await screen.findByRole('heading', { name: 'Connecting…' })).toHaveFocus();
  expect(posts(heard).map(({ path }) => path)).toEqual(['/api/v1/calls/77/answer']);
  expect(document.title).not.toMatch(/rings/);
});

it('declines with another key, and says why no call rings any more', async () => {
  await desk(ringing(), {
    answers: {
      'POST /api/v1/calls/77/decline': () =>
        telephone({ duty: 'not_ready', standing: 'not_ready', reason: 'declined' }),
    },
  });
  await screen.findByText('New caller: nobody is known by this number.');
  await userEvent.keyboard('{F6}');
  expect(await screen.findByRole('heading', { name: 'Not ready: you declined a call' })).toBeVisible();
});

it.each([
  ['a withheld number', ringing({}, { phone: null }), 'Who calls is not known. Ask for the name.'],
  ['who hands it over', ringing({}, { handed_by: AMARA }), 'Handed over by AMARA DIALLO'],
  ['a relay call', ringing({}, { relay: true }), '711 relay'],
  [
    'how many cases are over',
    ringing({ ...KNOWN, cases: [{ ...SUMMARY!, state: 'closed' }] }),
    'Nothing is open. 1 closed case.',
  ],
])('tells %s', async (_, now, words) => {
  await desk(now);
  expect(await screen.findByText(words)).toBeVisible();
});

it('rings over a screen without a desk, and goes to the desk when it is answered', async () => {
  await desk(ringing(), {
    at: '/knowledge',
    answers: {
      'GET /api/v1/articles': () => ({ articles: [], next: null }),
      'GET /api/v1/gaps': () => ({ gaps: [] }),
      'POST /api/v1/calls/77/answer': () => ringing({}, { state: 'connecting' }),
    },
  });
  const band = within(await screen.findByRole('region', { name: 'A call rings' }));
  await userEvent.click(band.getByRole('button', { name: /Answer/ }));
  expect(await screen.findByRole('heading', { name: 'Connecting…' })).toBeVisible();
});

it('rings aloud, unless that is switched off', async () => {
  const started = vi.fn();
  class Context {
    currentTime = 0;
    createGain = () => ({
      gain: { setValueAtTime() {}, linearRampToValueAtTime() {} },
      connect() {},
    });
    close = async () => {};
  }
  vi.stubGlobal('AudioContext', Context);
  vi.stubGlobal(
    'OscillatorNode',
    class {
      connect() {}
      start = started;
      stop() {}
    },
  );
  await desk(ringing());
  await screen.findByRole('region', { name: 'A call rings' });
  await waitFor(() => expect(started).toHaveBeenCalledTimes(2));
  await userEvent.keyboard('{F7}');
  await userEvent.click(screen.getByRole('checkbox', { name: 'Ring aloud' }));
  expect(localStorage.getItem('kept311.ringTone')).toBe('off');
});

it('says why calls are kept away: a promise comes due', async () => {
  await desk(telephone({ standing: 'kept_free', promise_due: '2026-11-24T19:00:00Z' }));
  expect(
    await screen.findByRole('heading', { name: 'Kept free for your promise: today 2:00 PM' }),
  ).toBeVisible();
  expect(screen.getByRole('button', { name: /Kept free: promise today 2:00 PM/ })).toBeVisible();
});

it('goes not ready with a reason, by keyboard', async () => {
  const lunch = telephone({ duty: 'not_ready', standing: 'not_ready', reason: 'lunch' });
  const { heard } = await desk(telephone({ waiting: 3, longest_since: '2026-11-24T16:38:40Z' }), {
    answers: { 'POST /api/v1/telephone/duty': () => lunch },
  });
  expect(await screen.findByText(/3 callers wait\. The longest:/)).toHaveTextContent('1 min 20 s');
  await userEvent.keyboard('{F7}');
  expect(screen.getByRole('button', { name: 'Ready for calls' })).toHaveFocus();
  await userEvent.tab();
  await userEvent.keyboard('{Enter}');
  expect(await screen.findByRole('heading', { name: 'Not ready: LUNCH' })).toBeVisible();
  expect(posts(heard).map(({ body }) => body)).toEqual([{ duty: 'not_ready', reason: 'lunch' }]);
  expect(screen.getByRole('button', { name: 'My telephone: Not ready: LUNCH' })).toHaveFocus();
});

it('still takes a call that rang on another telephone', async () => {
  let talk: typeof CALL | null = null;
  const { heard } = await desk(telephone(), {
    answers: {
      'POST /api/v1/interactions': () => (talk = CALL),
      'GET /api/v1/interactions/mine': () => ({ interaction: talk }),
    },
  });
  await userEvent.click(await screen.findByText('A call came in on another telephone'));
  await userEvent.type(screen.getByRole('textbox', { name: 'Caller’s number' }), '4165550142{Enter}');
  expect(await screen.findByRole('heading', { name: 'On the line: ROSA' })).toBeVisible();
  expect(posts(heard)[0]?.body).toEqual({ direction: 'inbound', channel: 'call', phone: '4165550142' });
});

it.each([
  ['talking', {}, ['Hold F3', 'Consult or transfer…', 'Pass to a colleague…', 'Digits…', 'Hang up'], ''],
  [
    'on hold',
    { state: 'held', held_at: '2026-11-24T16:39:30Z' },
    ['Take off hold F3', 'Consult or transfer…', 'Pass to a colleague…', 'Hang up'],
    'On hold: the caller hears music. 30 s',
  ],
  ['while a third is rung', { third: '+14165550190' }, ['Back to the caller'], 'Ringing Interpreters’ line…'],
  [
    'consulting',
    { state: 'consulting', third: '+14165550158' },
    ['Talk all three', 'Back to the caller', 'Leave the two talking', 'Digits…'],
    'You speak with MAYA LINDQVIST, TRANSPORTATION; the caller hears music.',
  ],
  [
    'consulting a colleague',
    { state: 'consulting', colleague: { staff: AMARA, rings: false } },
    ['Talk all three', 'Back to the caller', 'Leave the two talking', 'Digits…'],
    'You speak with AMARA DIALLO; the caller hears music.',
  ],
  [
    'three together',
    { state: 'joined', third: '+14165550111' },
    ['Back to the caller', 'Leave the two talking', 'Digits…', 'Hang up'],
    'All three are talking: you, the caller and 911.',
  ],
  [
    'passing it on',
    { agent: AMARA, handed_by: OREN, state: 'offered' },
    [],
    'It rings at AMARA DIALLO; the caller hears music. Unanswered, the call comes back to you.',
  ],
  [
    'passed on',
    { agent: null, state: 'passed_on', third: '+14165550111' },
    [],
    'They go on without you. Wrap up your part of it.',
  ],
] as const)('offers what a call allows: %s', async (_, call, buttons, words) => {
  await inCall(call as Partial<Call>);
  const bar = await controls();
  expect(names(bar.queryAllByRole('button'))).toEqual(buttons);
  if (words) {
    const told = () => screen.getAllByRole('status').map(({ textContent }) => textContent);
    await waitFor(() => expect(told()).toContain(words));
  }
});

const ASKED = { state: 'talking', answered_at: CALL.answered_at } as const;
const asks = (rings: boolean) => ({ agent: AMARA, colleague: { staff: OREN, rings } });

it('shows who asks for advice and about which call, and comes on the line with one key', async () => {
  const asked = phoneCall({ ...ASKED, ...asks(true), cases: ['123456782'] });
  const there = phoneCall({ ...ASKED, ...asks(false), state: 'consulting' });
  const { heard } = await desk(telephone({ ...KNOWN, standing: 'ringing', asked }), {
    answers: {
      'POST /api/v1/calls/77/answer': () => telephone({ ...KNOWN, standing: 'talking', asked: there }),
      'POST /api/v1/calls/77/hang-up': () => telephone(),
    },
  });
  const ring = within(await screen.findByRole('region', { name: 'AMARA DIALLO asks you about a call' }));
  expect(ring.getByText('+1 416 555 0142')).toBeVisible();
  expect(ring.getByRole('link', { name: 'BUTTON?' })).toBeVisible();
  expect(ring.getByRole('button', { name: 'Not now F6' })).toBeVisible();
  expect(ring.getByRole('link', { name: 'About case 12 345 6782' })).toHaveAttribute(
    'href',
    '/cases/123456782',
  );
  expect(screen.getByRole('alert')).toHaveTextContent('AMARA DIALLO asks you about the call of');
  await userEvent.keyboard('{F4}');
  expect(await screen.findByRole('heading', { name: 'On the line with AMARA DIALLO' })).toHaveFocus();
  expect(screen.getByText('You speak with AMARA DIALLO; the caller hears music.')).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Leave the call' }));
  expect(await screen.findByRole('heading', { name: 'Ready: the next call rings here' })).toBeVisible();
  expect(posts(heard).map(({ path }) => path)).toEqual([
    '/api/v1/calls/77/answer',
    '/api/v1/calls/77/hang-up',
  ]);
});

it('says over another screen who asks', async () => {
  const asked = phoneCall({ ...ASKED, ...asks(true) });
  await desk(telephone({ standing: 'ringing', asked }), { at: '/knowledge' });
  const band = within(await screen.findByRole('region', { name: 'A call rings' }));
  expect(band.getByText('AMARA DIALLO asks you about the call of +1 416 555 0142')).toBeVisible();
});

it('asks a colleague who is ready, and says when they have not come', async () => {
  const up = phoneCall({ ...ASKED, interaction: CALL.id });
  const rung = { ...up, colleague: { staff: AMARA, rings: true } };
  let now = up;
  const becomes = (call: Call) => {
    now = call;
    return telephone({ standing: 'talking', call });
  };
  const { heard } = await desk(telephone({ standing: 'talking', call: up }), {
    answers: {
      'POST /api/v1/calls/77/consult': () => becomes(rung),
      'POST /api/v1/calls/77/return': () => becomes(up),
      'GET /api/v1/interactions/mine': () => ({ interaction: { ...CALL, call: now } }),
    },
  });
  await userEvent.click((await controls()).getByRole('button', { name: 'Consult or transfer…' }));
  const form = within(screen.getByRole('form', { name: 'Consult or transfer' }));
  await userEvent.selectOptions(form.getByRole('combobox'), 'AMARA DIALLO');
  expect(form.queryByRole('textbox')).toBeNull();
  await userEvent.click(form.getByRole('button', { name: 'Ring them' }));
  expect(await screen.findByText('Ringing AMARA DIALLO…')).toBeVisible();
  expect(posts(heard)[0]?.body).toEqual({ to: AMARA.id });
  await userEvent.click((await controls()).getByRole('button', { name: 'Back to the caller' }));
  expect(await screen.findByText('AMARA DIALLO has not come on the line.')).toBeVisible();
});

it('holds with a key', async () => {
  const { heard } = await inCall({});
  await controls();
  await userEvent.keyboard('{F3}');
  await waitFor(() => expect(posts(heard).map(({ path }) => path)).toEqual(['/api/v1/calls/77/hold']));
});

it('rings a department’s manager beside the call', async () => {
  const { heard } = await inCall({}, {}, 'consult');
  await userEvent.click((await controls()).getByRole('button', { name: 'Consult or transfer…' }));
  const form = within(screen.getByRole('form', { name: 'Consult or transfer' }));
  expect(names(form.getAllByRole('option'))).toEqual([
    'Another number',
    'AMARA DIALLO',
    '911',
    'Interpreters’ line',
    'MAYA LINDQVIST, TRANSPORTATION',
  ]);
  await userEvent.selectOptions(form.getByRole('combobox'), 'MAYA LINDQVIST, TRANSPORTATION');
  await userEvent.click(form.getByRole('button', { name: 'Ring them' }));
  await waitFor(() => expect(posts(heard)[0]?.body).toEqual({ phone: CATALOGUE.staff[1]!.phone }));
});

it('passes the call to a colleague who is ready', async () => {
  const { heard } = await inCall({}, {}, 'pass');
  await userEvent.click((await controls()).getByRole('button', { name: 'Pass to a colleague…' }));
  await userEvent.click(screen.getByRole('button', { name: 'Pass to AMARA DIALLO' }));
  await waitFor(() => expect(posts(heard)[0]?.body).toEqual({ to: AMARA.id }));
});

it('sends digits to somebody else’s menu, and nothing but digits', async () => {
  const { heard } = await inCall({}, {}, 'digits');
  await userEvent.click((await controls()).getByRole('button', { name: 'Digits…' }));
  await userEvent.type(screen.getByRole('textbox', { name: 'Digits' }), '1a2#{Enter}');
  await waitFor(() => expect(posts(heard)[0]?.body).toEqual({ digits: '12#' }));
});

it('dials what is owed, rings, and shows by itself that somebody answered', async () => {
  const dialled = phoneCall({ direction: 'outbound', state: 'dialling', interaction: 12, queue: null });
  let talk: Schemas['Interaction'] = {
    ...CALL,
    id: 12,
    direction: 'outbound',
    answered_at: null,
    call: dialled,
  };
  await desk(telephone(), {
    answers: {
      'GET /api/v1/obligations': () => ({ now: CALL.started_at, obligations: [OWED] }),
      'POST /api/v1/interactions': () => talk,
      'GET /api/v1/interactions/mine': () => ({ interaction: talk.call ? talk : null }),
      'POST /api/v1/calls/77/hang-up': () => {
        talk = { ...talk, result: 'connected', call: { ...dialled, state: 'talking' } };
        return telephone({ standing: 'talking', call: talk.call });
      },
    },
  });
  talk = { ...talk, call: null };
  await screen.findByRole('heading', { name: 'Ready: the next call rings here' });
  talk = { ...talk, call: dialled };
  await userEvent.click(await screen.findByRole('button', { name: 'Call ROSA' }));
  expect(await screen.findByRole('heading', { name: 'Calling ROSA…' })).toBeVisible();
  expect(screen.getByText(/^It rings there…/)).toBeVisible();
  expect(screen.queryByText('What came of the call?')).toBeNull();
  // They answer at the very moment at which the operator gives up.
  await userEvent.click(screen.getByRole('button', { name: 'Give up' }));
  expect(await screen.findByRole('heading', { name: 'On the line: ROSA' })).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'It was not the resident who answered' }));
  expect(screen.getByRole('button', { name: 'Voicemail' })).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Reached' })).toBeNull();
});

it('says that the call is over, and leaves the conversation to be wrapped up', async () => {
  const up = phoneCall({ state: 'talking', interaction: CALL.id });
  let call: Call | null = up;
  await desk(telephone({ standing: 'talking', call: up }), {
    answers: {
      'GET /api/v1/interactions/mine': () => ({ interaction: { ...CALL, call } }),
      'POST /api/v1/calls/77/hang-up': () => {
        call = null;
        return telephone({ standing: 'wrapping_up' });
      },
    },
  });
  await userEvent.click((await controls()).getByRole('button', { name: 'Hang up' }));
  expect(await screen.findByText(/^The call is over\./)).toBeVisible();
  expect(screen.getByRole('heading', { name: 'Was on the line: ROSA' })).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Wrap up' }));
  expect(await screen.findByRole('button', { name: 'Finish' })).toBeVisible();
  expect(screen.getByRole('button', { name: 'Back' })).toBeVisible();
});

const CONSULTING = phoneCall({ state: 'consulting', third: '+14165550111', interaction: CALL.id });
const TALKING = phoneCall({ state: 'talking', interaction: CALL.id });

it.each([
  ['a call that rings', ringing(KNOWN, { handed_by: AMARA, relay: true }), null, []],
  ['between calls', telephone({ waiting: 2, longest_since: CALL.started_at }), null, []],
  ['kept free', telephone({ standing: 'kept_free', promise_due: CALL.started_at }), null, []],
  ['consulting', telephone({ standing: 'talking' }), CONSULTING, []],
  ['whom to consult', telephone({ standing: 'talking' }), TALKING, [/Çöñsûlt/]],
  ['whom to pass it to', telephone({ standing: 'talking' }), TALKING, [/Påss/]],
  ['digits', telephone({ standing: 'talking' }), TALKING, [/Dîgîts/]],
])('shows no untranslated text: %s', async (_, now, call, presses) => {
  const talk = call && { ...CALL, call };
  const { container } = await desk(call ? { ...now, call } : now, { talk, language: 'pseudo' });
  await screen.findByRole('button', { name: /Mý téléphöñé/ });
  for (const name of presses) await userEvent.click(await screen.findByRole('button', { name }));
  await userEvent.keyboard('{F7}');
  await screen.findByText(/⟦Rîñg ålöûd/);
  expect(untranslated(container)).toEqual([]);
});

it('notes what an interpreter says of themselves, in the call and when it is wrapped up', async () => {
  const came = party({ interpreter_id: null, language: null, left_at: null, minutes: 1 });
  const rung = party({ party: 2, answered_at: null, left_at: null, minutes: null });
  const up = phoneCall({ state: 'joined', answered_at: CALL.answered_at, third: came.phone });
  const talk = { ...CALL, call: up, parties: [came, rung] };
  const noted = { ...talk, parties: [{ ...came, interpreter_id: '4711', language: 'so' }, rung] };
  let now: Schemas['Interaction'] = talk;
  const { heard } = await desk(telephone({ standing: 'talking', call: up }), {
    answers: {
      'GET /api/v1/interactions/mine': () => ({ interaction: now }),
      'POST /api/v1/interactions/11/interpreter': () => (now = noted),
    },
  });
  const forms = await screen.findAllByRole('form', { name: 'Interpreter' });
  expect(forms).toHaveLength(1);
  const form = within(forms[0]!);
  await userEvent.selectOptions(form.getByLabelText('Language interpreted'), 'Somali');
  await userEvent.type(form.getByLabelText('Interpreter’s number, as they say it'), '4711{Enter}');
  expect(await form.findByText('Noted.')).toBeVisible();
  expect(posts(heard).at(-1)?.body).toEqual({ party: 1, interpreter_id: '4711', language: 'so' });
  expect(form.getByLabelText('Interpreter’s number, as they say it')).toHaveFocus();
  await userEvent.click(screen.getByRole('button', { name: /^Wrap up/ }));
  expect(form.getByLabelText('Interpreter’s number, as they say it')).toHaveValue('4711');
});
