import { createContext } from 'react';

/** How often something was typed into the form round this: what was said of it before is past then. */
export const TypedContext = createContext(0);
