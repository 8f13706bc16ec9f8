import { readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import ts from "typescript";

interface Import {
  from: string;
  names: string[];
}

/** Those of the modules that begin with `"use client"`. */
export function clientModules(folder: string, files: readonly string[]): string[] {
  return files.filter((file) => isClient(parse(folder, file)));
}

/** What the modules that run on the server, up to each `"use client"`, take from React by name. */
export function serverImports(folder: string, door: string): { file: string; name: string }[] {
  const found: { file: string; name: string }[] = [];
  const seen = new Set<string>();
  const visit = (file: string) => {
    if (seen.has(file)) return;
    seen.add(file);
    const module = parse(folder, file);
    if (isClient(module)) return;
    for (const { from, names } of importsOf(module)) {
      if (from.startsWith(".")) visit(relative(folder, join(folder, dirname(file), from)));
      else if (/^react(-dom|-router|-router-dom)?$/.test(from)) found.push(...names.map((name) => ({ file, name })));
    }
  };
  visit(door);
  return found;
}

function parse(folder: string, file: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(join(folder, file), "utf8"), ts.ScriptTarget.ESNext);
}

function isClient({ statements: [first] }: ts.SourceFile): boolean {
  return (
    first !== undefined && ts.isExpressionStatement(first) && ts.isStringLiteral(first.expression) && first.expression.text === "use client"
  );
}

function importsOf(module: ts.SourceFile): Import[] {
  return module.statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return [];
    const { moduleSpecifier } = statement;
    if (moduleSpecifier === undefined || !ts.isStringLiteral(moduleSpecifier)) return [];
    const clause = ts.isImportDeclaration(statement) ? statement.importClause?.namedBindings : statement.exportClause;
    const elements = clause !== undefined && (ts.isNamedImports(clause) || ts.isNamedExports(clause)) ? [...clause.elements] : [];
    return [{ from: moduleSpecifier.text, names: elements.map(({ name, propertyName }) => (propertyName ?? name).text) }];
  });
}
