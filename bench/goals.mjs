// What a measure is held to. Each goal is said beside its figure, in a line that script/bench finds again
// for its summary; where one was missed the program ends with 1.

const said = (figure, unit) => `${figure < 100 ? Number(figure.toPrecision(3)) : Math.round(figure)} ${unit}`;

function hold(isMet, what) {
  console.log(`${isMet ? 'met' : 'MISSED'}: ${what}`);
  if (!isMet) process.exitCode = 1;
}

export function atMost(limit, figure, unit, what) {
  hold(figure <= limit, `${what}: ${said(figure, unit)}, at most ${said(limit, unit)}`);
}

export function atLeast(limit, figure, unit, what) {
  hold(figure >= limit, `${what}: ${said(figure, unit)}, at least ${said(limit, unit)}`);
}
