// What the browser's tab says: the screen's title, unless something is more urgent.

/** Until one is read, what index.html says. */
let screen = document.title;
let alarm: string | null = null;

const show = () => void (document.title = alarm ?? screen);

export function titleOfScreen(title: string) {
  screen = title;
  show();
}

/** Null when it is over. */
export function titleOfAlarm(title: string | null) {
  alarm = title;
  show();
}
