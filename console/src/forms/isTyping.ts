/** Whether somebody is in a field: who is typing goes on, and keeps the focus. */
export const isTyping = () => document.activeElement?.matches('input, textarea, select') ?? false;
