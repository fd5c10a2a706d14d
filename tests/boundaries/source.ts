import { readFileSync, readdirSync } from 'node:fs';
import { posix } from 'node:path';
import ts from 'typescript';

/** One source file of the project and what the boundary rules ask about it. Paths are relative to the project. */
export interface Source {
  readonly path: string;
  /** Project files as paths (`graph/session.ts`), packages and Node's modules by name (`neo4j-driver`, `node:fs`). */
  readonly imports: readonly string[];
  /** The text of every string and template literal that is a value. */
  readonly literals: readonly string[];
  /** `process.env`, `Date.now`, `new Date()` … as they are written. */
  readonly globals: readonly string[];
}

const PROJECT = new URL('../../', import.meta.url);

/** All TypeScript files below a folder. */
export function sourcesIn(folder: string): Source[] {
  return readdirSync(new URL(`${folder}/`, PROJECT), { recursive: true, encoding: 'utf8' })
    .map((name) => posix.join(folder, name.replaceAll('\\', '/')))
    .filter((path) => /\.tsx?$/u.test(path) && !path.includes('/generated/'))
    .sort()
    .map((path) => parse(path, readFileSync(new URL(path, PROJECT), 'utf8')));
}

/** Reads one file's text as the compiler does. */
export function parse(path: string, text: string): Source {
  const imports: string[] = [];
  const literals: string[] = [];
  const globals: string[] = [];
  const imported = (specifier: ts.Node | undefined) => {
    if (specifier && ts.isStringLiteralLike(specifier)) imports.push(resolved(path, specifier.text));
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
      imported(node.moduleSpecifier);
      return;
    }
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) imported(node.argument.literal);
    if (ts.isCallExpression(node)) {
      if (node.expression.kind === ts.SyntaxKind.ImportKeyword) imported(node.arguments[0]);
      if (node.expression.getText() === 'Date') globals.push('Date()');
    }
    if (ts.isNewExpression(node)) {
      const name = node.expression.getText();
      if (name === 'Date' && !node.arguments?.length) globals.push('new Date()');
      if (name === 'URL' && node.arguments?.[1]?.getText() === 'import.meta.url') {
        const [file] = node.arguments;
        if (file && ts.isStringLiteralLike(file) && /\.tsx?$/u.test(file.text)) imported(file);
      }
    }
    // A literal in a type names a property of another type.
    if (ts.isLiteralTypeNode(node)) return;
    if (ts.isPropertyAccessExpression(node)) globals.push(node.getText());
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node))
      literals.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true));
  return { path, imports, literals, globals };
}

function resolved(from: string, specifier: string): string {
  return /^\.{1,2}\//u.test(specifier) ? posix.join(posix.dirname(from), specifier) : specifier;
}
