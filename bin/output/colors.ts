// Colours and weights of what is printed: only where standard output is a terminal that shows them, and nobody has
// said NO_COLOR. Node's styleText decides; other libraries also colour wherever the variable CI is set.

import { styleText } from 'node:util';

export const bold = (text: string) => styleText('bold', text);
export const cyan = (text: string) => styleText('cyan', text);
export const green = (text: string) => styleText('green', text);
export const red = (text: string) => styleText('red', text);
