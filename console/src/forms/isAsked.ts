/** Whether the focus is where an answer is waited for (`data-asks`): what comes up later leaves it there. */
export const isAsked = () => Boolean(document.activeElement?.closest('[data-asks]'));
