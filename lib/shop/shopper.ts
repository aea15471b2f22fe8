// Everything that decides what one customer does, handed from visit to order.

import type { DayStart } from './calendar-days.ts';
import type { Product } from './catalogue.ts';
import type { Chance } from './chance.ts';
import type { Diary } from './diary.ts';
import type { Habits } from './habits.ts';

/** `zone` is where they live; `dayStart` finds its midnights. */
export type Shopper = {
  chance: Chance;
  habits: Habits;
  zone: string;
  dayStart: DayStart;
  catalogue: Product[];
  diary: Diary;
};
