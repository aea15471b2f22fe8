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
  openDaysPerRun: 9.37,
  perEvent: {
    puts: 1.0008,
    starts: 0.1123,
    transitions: 0.4584,
    invocations: 1.6373,
    reads: 8.4374,
    writes: 12.48,
    answers: 0.272,
    stops: 0.0073,
    describes: 0.1167,
    emails: 0.1367,
    texts: 0.0217,
  },
  events: {
    byHour: [
      0.0303, 0.0323, 0.0311, 0.0262, 0.0344, 0.0324, 0.0293, 0.0338, 0.0441, 0.0493, 0.0477, 0.0558, 0.0558,
      0.0644, 0.053, 0.0524, 0.0473, 0.05, 0.0518, 0.0461, 0.043, 0.0323, 0.0292, 0.0279,
    ],
    busiestMinute: { minute: 852, share: 0.0016 },
  },
  work: {
    byHour: [
      0.0258, 0.0318, 0.0357, 0.0289, 0.0426, 0.0344, 0.0288, 0.0342, 0.0525, 0.0596, 0.0508, 0.0593, 0.0517,
      0.0599, 0.0554, 0.0552, 0.0493, 0.0488, 0.0441, 0.0385, 0.0366, 0.0316, 0.024, 0.0206,
    ],
    busiestMinute: { minute: 120, share: 0.0115 },
  },
  messages: {
    byHour: [
      0.0171, 0.0342, 0.0401, 0.0275, 0.0483, 0.0347, 0.0304, 0.0386, 0.0606, 0.0733, 0.0611, 0.055, 0.0532,
      0.0601, 0.0594, 0.0614, 0.0515, 0.0465, 0.0329, 0.0265, 0.0262, 0.0257, 0.0208, 0.0149,
    ],
    busiestMinute: { minute: 120, share: 0.0183 },
  },
};
