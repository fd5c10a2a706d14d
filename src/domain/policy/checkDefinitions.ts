import { type Declared, checkWhere } from './checkConditions.ts';
import { type Findings, complaint } from './complaint.ts';
import type { Selection } from './condition.ts';
import { whereOfSelection } from './conditionParts.ts';
import type { ParsedPolicy } from './parse.ts';
import { nearestOf } from './problem.ts';
import type { PolicyDocument } from './types.ts';
import { attributesOf } from './where.ts';

/** What there is to say about what a document defines: selections, parameters, tiers that are no titles, its days. */
export function checkDefinitions(
  { declarations, places, references }: ParsedPolicy,
  document: PolicyDocument,
  declared: Declared,
  findings: Findings,
): void {
  const { define, document: paper, effective } = document;
  for (const [name, selection] of define.selections) {
    const at = declarations.get('selection')?.get(name);
    checkWhere(whereOfSelection(selection), findings, selection);
    if (at !== undefined && restsOnItself(name, declared.selections))
      findings.at(at, complaint('circle', `对象 ${name} 引用了自身`, `The selection ${name} rests on itself`));
  }
  if (define.tolerance !== null && (define.tolerance < 0 || define.tolerance > 1))
    findings.add(
      complaint('out-of-range', '“约”的误差应在 0 至 1 之间', 'How near “about” is lies between 0 and 1'),
      define,
    );
  if (paper.issued !== null && paper.issued > effective.from)
    findings.add(
      complaint(
        'issued-later',
        `文件 ${paper.issued} 才发布，生效日 ${effective.from} 在此之前`,
        `It was issued on ${paper.issued}, after it is in force from ${effective.from}`,
        'warning',
      ),
      paper,
      places.has(document) ? document : paper,
    );
  const used = references.filter(({ sort }) => sort === 'parameter').map(({ name }) => name);
  for (const name of define.parameters.keys()) {
    const near = used.includes(name) ? null : nearestOf(name, used);
    const at = declarations.get('setParameter')?.get(name);
    if (near !== null && at !== undefined)
      findings.at(
        at,
        complaint(
          'unused-parameter',
          `没有规则用到参数 ${name}，是否应为 ${near}？`,
          `No rule uses the parameter ${name}. Did you mean ${near}?`,
          'warning',
        ),
      );
  }
  tiersOfPersons(document, declared.selections, findings);
}

function restsOnItself(name: string, selections: ReadonlyMap<string, Selection>): boolean {
  const seen = new Set([name]);
  let next = selections.get(name);
  while (next?.selection === 'named' && !seen.has(next.name)) {
    seen.add(next.name);
    next = selections.get(next.name);
  }
  return next?.selection === 'named';
}

/** What may single out the persons of a tier that is no title: what the program knows of everybody. */
const TIER_ATTRIBUTES: readonly string[] = ['post', 'homeroomYears'];

function tiersOfPersons(
  { ladders }: PolicyDocument,
  selections: ReadonlyMap<string, Selection>,
  findings: Findings,
): void {
  for (const tier of ladders.flatMap(({ tiers }) => tiers)) {
    let selection = tier.who;
    for (let step = 0; selection?.selection === 'named' && step < selections.size; step += 1)
      selection = selections.get(selection.name) ?? null;
    if (selection?.selection !== 'of') continue;
    checkWhere(selection.where, findings, tier);
    if (selection.population !== 'persons') {
      findings.add(
        complaint(
          'tier-of-others',
          `层级 ${tier.code} 的 who 只能是 persons`,
          `The tier ${tier.code} is of ${selection.population}: its who may only single out persons`,
        ),
        tier,
      );
      continue;
    }
    for (const attribute of attributesOf(selection.where))
      if (!TIER_ATTRIBUTES.includes(attribute))
        findings.add(
          complaint(
            'tier-not-computed',
            `层级 ${tier.code} 的 who 用了 ${attribute}，本版本只计算 ${TIER_ATTRIBUTES.join('、')}`,
            `The tier ${tier.code} asks for ${attribute}: this version computes only ${TIER_ATTRIBUTES.join(' and ')}`,
            'warning',
          ),
          tier,
        );
  }
}
