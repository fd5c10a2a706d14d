import type { Graph } from '../../graph/session.ts';
import type { EffectivePolicy } from '../domain/policy/effective.ts';
import { rolesFor } from '../domain/policy/staffing.ts';
import { seatRoles } from '../domain/rosterSeats.ts';
import type { Scope } from '../domain/scope.ts';
import type { Founding, WorkshopRoles } from '../intake/input.ts';
import { effectivePoliciesAt } from './policy.ts';

/**
 * The roles of workshops by the policy that holds for the founder on the founding day; before the first one, by the issuer's.
 * Asked without waiting, it answers by the issuer's policy for a founding that was not loaded, and remembers it.
 */
export class FoundingRoles {
  readonly #graph: Graph;
  readonly #scope: Scope;
  readonly #issuers: EffectivePolicy;
  readonly #policies = new Map<string, EffectivePolicy | null>();
  readonly #assumed: Founding[] = [];

  /** @param issuers what is in force for the issuing body on the as-of day */
  constructor(graph: Graph, scope: Scope, issuers: EffectivePolicy) {
    this.#graph = graph;
    this.#scope = scope;
    this.#issuers = issuers;
  }

  of(workshop: Founding): WorkshopRoles {
    if (!this.#policies.has(keyOf(workshop))) this.#assumed.push(workshop);
    return rolesBy(this.#policies.get(keyOf(workshop)) ?? this.#issuers, workshop);
  }

  /** Of a workshop that may not be known: then it has none. */
  ofWorkshop(workshop: Founding | undefined): WorkshopRoles {
    return workshop === undefined ? { leading: null, parents: new Map(), codes: new Set() } : this.of(workshop);
  }

  async load(all: readonly Founding[]): Promise<void> {
    const workshops = all.filter((workshop) => !this.#policies.has(keyOf(workshop)));
    if (workshops.length === 0) return;
    const policies = await effectivePoliciesAt(
      this.#graph,
      this.#scope,
      workshops.map(({ founded, foundedBy }) => ({ regionId: foundedBy, day: founded })),
    );
    workshops.forEach((workshop, index) => this.#policies.set(keyOf(workshop), policies[index] ?? null));
  }

  /** Loads what was answered without being loaded. @returns whether any of the answers was another than the loaded one */
  async differ(): Promise<boolean> {
    const assumed = this.#assumed.splice(0);
    if (assumed.length === 0) return false;
    await this.load(assumed);
    return assumed.some((workshop) => !same(rolesBy(this.#issuers, workshop), this.of(workshop)));
  }
}

function keyOf({ foundedBy, founded }: Founding): string {
  return `${foundedBy} ${founded}`;
}

function rolesBy(policy: EffectivePolicy, { level, stages }: Founding): WorkshopRoles {
  const roles = rolesFor(policy, { level, stages });
  return { ...seatRoles(roles), codes: new Set(roles.map(({ code }) => code)) };
}

function same(one: WorkshopRoles, other: WorkshopRoles): boolean {
  const said = ({ leading, parents, codes }: WorkshopRoles): string =>
    JSON.stringify([leading, [...parents].sort(), [...codes].sort()]);
  return said(one) === said(other);
}
