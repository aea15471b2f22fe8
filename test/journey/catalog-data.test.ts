// The functions of a deployment have the very catalog that its machines were compiled from.

import { describe, expect, it } from 'vitest';
import { loadWorkflows } from '../../bin/workflows.ts';
import { type CatalogData, catalogOf, dataOf } from '../../lib/journey/catalog-data.ts';
import { timeScale } from '../../lib/journey/compile/time-scale.ts';
import { DeliverabilitySchema } from '../../lib/journey/deliverability/settings.ts';

function shipped(data: CatalogData): CatalogData {
  return JSON.parse(JSON.stringify(data));
}

describe('a catalog that is shipped as JSON', () => {
  it('has the same versions, machines, segments, tiers, caps and quiet hours', async () => {
    const { catalog, templates, events } = await loadWorkflows('workflows');
    const arrived = catalogOf(shipped(dataOf(catalog, templates, events)));
    expect([...arrived.journeys]).toEqual([...catalog.journeys]);
    expect(arrived.segments).toEqual(catalog.segments);
    expect(arrived.tiers).toEqual(catalog.tiers);
    expect(arrived.sending).toEqual(catalog.sending);
    expect(arrived.sending?.caps).not.toEqual([]);
    expect(arrived.clocked).toEqual(catalog.clocked);
  });

  it('has them in compressed time too', async () => {
    const scale = timeScale(1000, Date.UTC(2026, 10, 26));
    const { catalog, templates } = await loadWorkflows('workflows', { timeScale: scale });
    const arrived = catalogOf(shipped(dataOf(catalog, templates)), scale);
    expect([...arrived.journeys]).toEqual([...catalog.journeys]);
  });

  it('has what deliverability.json sets, and nothing where there is none', async () => {
    const { catalog, templates } = await loadWorkflows('workflows');
    expect(catalogOf(shipped(dataOf(catalog, templates))).deliverability).toBeUndefined();
    const deliverability = DeliverabilitySchema.parse({ pause: { bounceRate: 0.02 } });
    const arrived = catalogOf(shipped(dataOf({ ...catalog, deliverability }, templates)));
    expect(arrived.deliverability).toEqual(deliverability);
  });

  it('knows which events are declared', async () => {
    const { catalog, templates, events } = await loadWorkflows('workflows');
    expect(dataOf(catalog, templates, events).declared).toContain('order.placed');
    expect(dataOf(catalog, templates).declared).toBeNull();
  });
});
