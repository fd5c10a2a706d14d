/**
 * Keeps the documents true: `npm run check:docs` prints each fault as one line and ends with 1 when there is one.
 * - every relative link in README.md and docs leads to a file, and its anchor to a heading;
 * - decisions are numbered from 0001 without gaps, and each begins with its number and title;
 * - the settings in the README's tables are exactly those that src/config.ts reads;
 * - no path of somebody's machine, and no line that only holds the place of what was to be written.
 */
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { posix } from 'node:path';
import ts from 'typescript';

const PROJECT = new URL('../', import.meta.url);
const DECISIONS = 'docs/decisions';
const MACHINE_PATH = /(?<![\w.])\/(?:work|home|root|tmp|Users)\/[\w./-]+|[A-Z]:\\Users\\\S+/gu;
const PLACEHOLDER = /^[A-Z]{4,}$/gmu;

function text(path: string): string {
  return readFileSync(new URL(path, PROJECT), 'utf8');
}

function documents(): string[] {
  const docs = readdirSync(new URL('docs/', PROJECT), { recursive: true, encoding: 'utf8' });
  const found = docs
    .filter((name) => name.endsWith('.md'))
    .map((name) => posix.join('docs', name.replaceAll('\\', '/')));
  return ['README.md', ...found.sort()];
}

/** The prose of a document: what stands in fences is an example. */
function prose(path: string): string {
  return text(path).replace(/^```[\s\S]*?^```/gmu, '');
}

/** Headings as GitHub names their anchors. */
function anchors(path: string): Set<string> {
  return new Set(
    [...prose(path).matchAll(/^#{1,6}\s+(.+?)\s*$/gmu)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replace(/[^\p{Letter}\p{Number}\s_-]/gu, '')
        .replace(/\s/gu, '-'),
    ),
  );
}

function brokenLinks(path: string): string[] {
  return [...prose(path).matchAll(/\[[^\]]*\]\(<?([^)\s>]+)>?[^)]*\)/gu)].flatMap(([, target = '']) => {
    if (/^[a-z]+:/iu.test(target)) return [];
    const [file = '', anchor] = target.split('#');
    const wanted = file === '' ? path : posix.join(posix.dirname(path), decodeURI(file));
    const location = new URL(wanted, PROJECT);
    if (!existsSync(location)) return [`${path}: the link ${target} leads nowhere`];
    if (anchor === undefined || statSync(location).isDirectory() || anchors(wanted).has(anchor)) return [];
    return [`${path}: ${wanted} has no heading #${anchor}`];
  });
}

function decisionFaults(): string[] {
  const folder = new URL(`${DECISIONS}/`, PROJECT);
  if (!existsSync(folder)) return [`${DECISIONS} is missing`];
  const names = readdirSync(folder).filter((name) => /^\d/u.test(name));
  return names.sort().flatMap((name, index) => {
    const number = String(index + 1).padStart(4, '0');
    if (!name.startsWith(`${number}-`)) return [`${DECISIONS}/${name}: expected number ${number}`];
    const title = text(`${DECISIONS}/${name}`).split('\n')[0] ?? '';
    return new RegExp(`^# ${String(index + 1)}\\. \\S|^# ${number}\\b`, 'u').test(title)
      ? []
      : [`${DECISIONS}/${name}: the title does not begin with its number`];
  });
}

/** Settings in the README: the first cell of a table's row, as code, in capitals. */
function settingsInReadme(): Set<string> {
  return new Set(
    [...text('README.md').matchAll(/^\|((?:[^|`]*`[A-Z][A-Z0-9_]+`)+)[^|]*\|/gmu)].flatMap(([, cell = '']) =>
      [...cell.matchAll(/`([A-Z][A-Z0-9_]+)`/gu)].map(([, name = '']) => name),
    ),
  );
}

/** Settings that the program reads: every name in capitals that src/config.ts uses as a property, the system's PATH apart. */
function settingsInConfig(): Set<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    const name =
      ts.isPropertyAssignment(node) || ts.isPropertyAccessExpression(node) || ts.isPropertySignature(node)
        ? node.name
        : ts.isElementAccessExpression(node)
          ? node.argumentExpression
          : undefined;
    if (
      name &&
      (ts.isIdentifier(name) || ts.isStringLiteral(name)) &&
      /^[A-Z][A-Z0-9_]+$/u.test(name.text) &&
      name.text !== 'PATH'
    )
      names.add(name.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('config.ts', text('src/config.ts'), ts.ScriptTarget.Latest));
  return names;
}

function settingFaults(): string[] {
  const [told, read] = [settingsInReadme(), settingsInConfig()];
  return [
    ...[...read].filter((name) => !told.has(name)).map((name) => `README.md: the setting ${name} is not documented`),
    ...[...told].filter((name) => !read.has(name)).map((name) => `README.md: src/config.ts reads no setting ${name}`),
  ];
}

function machinePaths(path: string): string[] {
  return [...text(path).matchAll(MACHINE_PATH)].map(([found]) => `${path}: a path of somebody's machine: ${found}`);
}

function placeholders(path: string): string[] {
  return [...prose(path).matchAll(PLACEHOLDER)].map(([found]) => `${path}: ${found} was never written`);
}

const faults = [
  ...documents().flatMap((path) => [...brokenLinks(path), ...machinePaths(path), ...placeholders(path)]),
  ...decisionFaults(),
  ...settingFaults(),
];
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exitCode = 1;
