import init from "/assets/SCRIPT";

init({ module_or_path: "/assets/MODULE" }).catch((error) => {
  console.error(error);
  // An app that has started speaks for itself.
  if (document.body.querySelector(":scope > :not(noscript)")) return;
  const message = document.createElement("p");
  message.setAttribute("role", "alert");
  message.textContent = document.documentElement.lang.startsWith("zh")
    ? "页面未能启动。请检查网络后重新加载；浏览器需要支持 WebAssembly。"
    : "The page could not start. Check the connection and reload; the browser must support WebAssembly.";
  document.body.append(message);
});
