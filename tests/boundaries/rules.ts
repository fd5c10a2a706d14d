import type { Source } from './source.ts';

/** What each room may import of the project; the rooms of `ANYTHING` put it all together. See docs/ARCHITECTURE.md. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'src/domain': ['src/domain'],
  graph: ['graph', 'src/domain'],
  'src/services': ['src/services', 'src/domain', 'graph', 'src/intake'],
  'src/intake': ['src/intake', 'src/domain'],
  'src/reports': ['src/reports', 'src/domain'],
  schema: ['schema', 'src/domain', 'src/services', 'src/loaders', 'src/context'],
  'src/loaders': ['src/loaders', 'src/context', 'src/domain', 'graph', 'src/services'],
  'src/context': ['src/context', 'src/loaders', 'src/domain', 'graph', 'src/services'],
  seeds: ['seeds', 'src/domain', 'src/services'],
};
const ANYTHING = ['src/server', 'src/main', 'src/cli', 'src/config'];

/** Libraries that only compute: no files, no network, no clock. */
const PURE_LIBRARIES = ['chinese-days/dist/chinese-days.json', 'fraction.js', 'pinyin-pro', 'yaml', 'zod'];
const DRIVER = 'neo4j-driver';
const GRAPHQL = /^(?:graphql|dataloader|@pothos\/.*|@apollo\/.*|express|@as-integrations\/.*)$/u;

/** Codes that only policies, mappings and rosters may name. */
const POLICY_WORDS = ['host', 'member', 'trainee', 'backbone', 'famous', 'homeroom'];
/** Where `host` is no role: a subject of effects in the policy language, a column of the workshops' sheet. */
const NO_ROLE = ['src/domain/policy/', 'src/intake/'];
/** Which settings count as rural is policy data: outside the closed list and the readers of rosters nobody names one. */
const SETTING_WORDS = ['TOWN', 'VILLAGE'];
const CLOCK = ['Date.now', 'new Date()', 'Date()', 'performance.now', 'Math.random'];
const CYPHER = /\b(?:MATCH|MERGE|CREATE|DELETE|SET)\s+\(|\b(?:MATCH|MERGE|CREATE)\s*\(\w*(?::|\)|\s*\{)|\bUNWIND\s+\$/u;

/** The room in which a file of the project stands, or null. */
function roomOf(path: string): string | null {
  const rooms = [...Object.keys(MAY_IMPORT), ...ANYTHING];
  return rooms.find((room) => path === `${room}.ts` || path.startsWith(`${room}/`)) ?? null;
}

/** Each crossing as a sentence; none when all rules hold. */
export function crossings(source: Source): string[] {
  const room = roomOf(source.path);
  if (room === null) return [`${source.path} stands in no room of docs/ARCHITECTURE.md`];
  return [
    ...source.imports.filter((name) => !mayImport(room, name)).map((name) => `${source.path} imports ${name}`),
    ...(source.path === 'src/config.ts' ? [] : uses(source, ['process.env'])),
    ...(room === 'src/domain' ? uses(source, CLOCK) : []),
    ...(room === 'graph' ? [] : source.literals.filter(isCypher).map((text) => `${source.path} holds Cypher: ${text}`)),
    ...source.literals.flatMap((text) => policyWords(source.path, text)),
  ];
}

function mayImport(room: string, name: string): boolean {
  const project = /^(?:src|graph|schema|seeds|web|tests|bench|docs|bin)\//u.test(name);
  if (project) {
    const allowed = MAY_IMPORT[room];
    if (!allowed) return !/^(?:tests|bench|docs)\//u.test(name);
    return allowed.some((other) => name === `${other}.ts` || name.startsWith(`${other}/`));
  }
  if (name === DRIVER) return room === 'graph';
  if (room === 'src/domain') return PURE_LIBRARIES.includes(name);
  if (GRAPHQL.test(name)) return !['graph', 'src/services', 'src/intake', 'src/reports', 'seeds'].includes(room);
  return true;
}

function uses(source: Source, names: readonly string[]): string[] {
  return names.filter((name) => source.globals.includes(name)).map((name) => `${source.path} uses ${name}`);
}

function isCypher(text: string): boolean {
  return CYPHER.test(text);
}

function policyWords(path: string, text: string): string[] {
  const settings = path === 'src/domain/school.ts' || path.startsWith('src/intake/') ? [] : SETTING_WORDS;
  return [...POLICY_WORDS, ...settings]
    .filter((word) => !(word === 'host' && NO_ROLE.some((room) => path.startsWith(room))))
    .filter((word) => text === word || new RegExp(`(['"])${word}\\1`, 'u').test(text))
    .map((word) => `${path} names ${word}, which is policy data`);
}
