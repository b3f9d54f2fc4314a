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
  page.dataset.theme = theme === "light" || theme === "dark" ? theme : "system";
  const language = read("holdfast.language") ?? navigator.language;
  page.lang = language.toLowerCase().startsWith("zh") ? "zh-CN" : "en";
})();
