// On every page, after the library's script.
supertokensMfa.init({ appInfo: { appName: "Example", apiDomain: "http://localhost:3001", apiBasePath: "/auth" } });
