import type { Camera, Limits, Site } from '@/types/api';

export interface LimitSite {
  id: number;
  name: string;
  cameras: { id: number; name: string }[];
}

const toggled = (ids: number[], id: number) => (ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id]);

/** Sites that can be chosen, with their cameras: archived ones only while they are chosen. */
export function limitSites(sites: Site[], cameras: Camera[], chosen: Limits): LimitSite[] {
  return sites
    .filter(({ id, archived_at }) => archived_at === null || chosen.site_ids.includes(id))
    .map(({ id, name }) => ({
      id,
      name,
      cameras: cameras.filter(({ site_id }) => site_id === id).map((camera) => ({ id: camera.id, name: camera.name })),
    }));
}

/** Sites and cameras whose name contains the text; a site that matches brings all its cameras. */
export function searched(sites: LimitSite[], text: string): LimitSite[] {
  const wanted = text.trim().toLowerCase();
  const fits = (name: string) => name.toLowerCase().includes(wanted);
  return sites.flatMap((site) => {
    const cameras = fits(site.name) ? site.cameras : site.cameras.filter(({ name }) => fits(name));
    return fits(site.name) || cameras.length > 0 ? [{ ...site, cameras }] : [];
  });
}

/** A chosen site brings its cameras, so none of them is listed by itself any more. */
export function withSite(limits: Limits, site: LimitSite): Limits {
  const own = new Set(site.cameras.map(({ id }) => id));
  return {
    site_ids: toggled(limits.site_ids, site.id),
    camera_ids: limits.camera_ids.filter((id) => !own.has(id)),
  };
}

export const withCamera = (limits: Limits, id: number): Limits => ({
  ...limits,
  camera_ids: toggled(limits.camera_ids, id),
});
