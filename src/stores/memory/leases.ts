import type { Lease, Leases } from '../../platform/index.ts';

export function createMemoryLeases(): Leases {
  const leases = new Map<string, Lease>();
  const held = (lease: Lease) => {
    const stored = leases.get(lease.name);
    return stored?.owner === lease.owner && stored.fence === lease.fence;
  };
  const keep = (lease: Lease) => {
    leases.set(lease.name, lease);
    return Promise.resolve(lease);
  };
  return {
    acquire(name, owner, forMs, now) {
      const before = leases.get(name);
      if (before && before.until > now) return Promise.resolve(undefined);
      return keep({ name, owner, fence: (before?.fence ?? 0) + 1, until: now + forMs });
    },
    renew(lease, forMs, now) {
      const inForce = held(lease) && (leases.get(lease.name)?.until ?? 0) > now;
      return inForce ? keep({ ...lease, until: now + forMs }) : Promise.resolve(undefined);
    },
    release(lease) {
      if (held(lease)) leases.set(lease.name, { ...lease, until: 0 });
      return Promise.resolve();
    },
  };
}
