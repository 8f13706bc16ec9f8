import { cookies } from "next/headers";
import Link from "next/link";
import { isLanguage, LanguageProvider } from "supertokens-mfa-react/locales";
import "supertokens-mfa-react/styles.css";
import { Suspense, type ReactNode } from "react";
import { Providers } from "./providers";

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>
        <nav>
          <Link href="/">Home</Link> <Link href="/settings">Settings</Link>
        </nav>
        <Providers>
          <Suspense>
            <InLanguage>{children}</InLanguage>
          </Suspense>
        </Providers>
      </body>
    </html>
  );
}

async function InLanguage({ children }: { children: ReactNode }) {
  const wanted = (await cookies()).get("language")?.value ?? "en";
  const language = isLanguage(wanted) ? wanted : "en";
  return (
    <main lang={language}>
      <LanguageProvider language={language}>{children}</LanguageProvider>
    </main>
  );
}
