// The box on the home page hands over to the search in the header.
document.querySelector(".lc-ask")?.addEventListener("click", () => {
  document.querySelector(".md-search__input").focus();
});
