(() => {
  const read = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null; // storage is switched off
    }
  };
  const page = document.documentElement;
  const theme = read("holdfast.theme");
  if (theme === "light" || theme === "dark") page.dataset.theme = theme;
  const language = read("holdfast.language") ?? navigator.language;
  page.lang = language.toLowerCase().startsWith("zh") ? "zh-CN" : "en";
})();
