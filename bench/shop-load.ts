// The work that a customer of the demo's shop makes, as `npm run bench -- quotas` measured it: what scenarios are scaled
// from, so that they come out the same each time.

/** How something lies in the day, in UTC: shares of it by hour, and of the busiest minute, in which planned waits end. */
export type Rhythm = { byHour: number[]; busiestMinute: { minute: number; share: number } };

export type Load = {
  customers: number;
  days: number;
  eventsPerCustomerAndDay: number;
  /** How long an execution is open, on average. */
  openDaysPerRun: number;
  /** For each event that comes in from outside. */
  perEvent: {
    /** Events put on the bus, those of steps and segments included. */
    puts: number;
    starts: number;
    transitions: number;
    invocations: number;
    /** Request units of DynamoDB. */
    reads: number;
    writes: number;
    /** Answered task tokens, executions stopped, and executions asked after. */
    answers: number;
    stops: number;
    describes: number;
    emails: number;
    texts: number;
  };
  events: Rhythm;
  /** Decisions stand for all that functions and machines do. */
  work: Rhythm;
  messages: Rhythm;
};

/** Measured in November 2026, with the journeys and segments of workflows/. */
export const shopLoad: Load = {
  customers: 400,
  days: 728,
  eventsPerCustomerAndDay: 0.0696,
  openDaysPerRun: 9.74,
  perEvent: {
    puts: 1.0128,
    starts: 0.1204,
    transitions: 0.5496,
    invocations: 1.7155,
    reads: 9.7828,
    writes: 14.3338,
    answers: 0.2961,
    stops: 0.0073,
    describes: 0.1244,
    emails: 0.1504,
    texts: 0.0217,
  },
  events: {
    byHour: [
      0.0303, 0.0323, 0.0311, 0.0262, 0.0344, 0.0324, 0.0293, 0.0338, 0.0441, 0.0493, 0.0477, 0.0558, 0.0558,
      0.0644, 0.053, 0.0524, 0.0473, 0.05, 0.0518, 0.0461, 0.043, 0.0323, 0.0292, 0.0279,
    ],
    busiestMinute: {
      minute: 852,
      share: 0.0016,
    },
  },
  work: {
    byHour: [
      0.0253, 0.0306, 0.0448, 0.0273, 0.0435, 0.0323, 0.0267, 0.0318, 0.055, 0.0659, 0.0529, 0.0561, 0.0502,
      0.0583, 0.0593, 0.0544, 0.0478, 0.0496, 0.0441, 0.0373, 0.0345, 0.029, 0.0226, 0.021,
    ],
    busiestMinute: {
      minute: 120,
      share: 0.0217,
    },
  },
  messages: {
    byHour: [
      0.0163, 0.0308, 0.0535, 0.0261, 0.0497, 0.0327, 0.0272, 0.0349, 0.0644, 0.0837, 0.0637, 0.0488, 0.0492,
      0.0587, 0.0642, 0.0601, 0.049, 0.0479, 0.0349, 0.0252, 0.0227, 0.0222, 0.0184, 0.0156,
    ],
    busiestMinute: {
      minute: 120,
      share: 0.0338,
    },
  },
};
