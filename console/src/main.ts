// The telephone of a demo's residents is a page of its own and loads nothing of the console.
const page = location.pathname === '/call-311' ? import('./resident/start') : import('./shell/start');
void page.then(({ start }) => start(document.getElementById('root')!));
