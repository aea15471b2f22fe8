// The report as `--json` prints it: the documented fields and no other.

import type { JourneyCounts, Report } from './report.ts';

type PrintedReport = Omit<Report, 'journeys'> & {
  journeys: Record<string, Omit<JourneyCounts, 'heldOutConverted'>>;
};

export function reportJson(report: Report): PrintedReport {
  const journeys = Object.entries(report.journeys).map(([id, { heldOutConverted: _, ...counts }]) => [
    id,
    counts,
  ]);
  return { ...report, journeys: Object.fromEntries(journeys) };
}
