import { useEffect, useState } from "react";
import { Link, useNavigate } from "react-router";
import { rememberedTarget } from "./afterDemoId.js";
import { finishDemoId } from "./finishDemoId.js";
import { signInTarget } from "./signInTarget.js";

/** Where the provider sends the browser back to. */
export function DemoIdCallbackPage() {
  const navigate = useNavigate();
  const [problem, setProblem] = useState<string>();

  useEffect(() => {
    let current = true;
    void finishDemoId().then((result) => {
      if (!current) return;
      if (result.status === "REFUSED") setProblem(result.message);
      else void navigate(signInTarget(`?redirectToPath=${encodeURIComponent(rememberedTarget() ?? "/")}`), { replace: true });
    });
    return () => {
      current = false;
    };
  }, [navigate]);

  if (problem === undefined) {
    return (
      <div className="page page--narrow">
        <p className="lead" role="status">
          Signing you in
        </p>
      </div>
    );
  }
  return (
    <div className="page page--narrow">
      <h1>Demo ID did not sign you in</h1>
      <p className="lead" role="alert">
        {problem}
      </p>
      <p>
        <Link to="/auth">Back to sign-in</Link>
      </p>
    </div>
  );
}
