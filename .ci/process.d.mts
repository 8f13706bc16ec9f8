/** The script behind a command of a package that is installed in `app`, by default the repository. */
export function bin(packageName: string, command: string, app?: string): string;
