/** The dialog's fixed parts. */

export const TEMPLATE = `
<form class="search-form">
  <input class="search-input" type="search" name="q" placeholder="Search questions, topics, code" aria-label="Search"
    autocomplete="off" autocapitalize="off" spellcheck="false" enterkeyhint="go" aria-controls="search-results" maxlength="200">
  <button class="search-close" type="button">Close</button>
  <div class="search-filters">
    <label>Theme <select name="theme"><option value="">any</option></select></label>
    <label>Level <select name="level"><option value="">any</option><option>junior</option><option>mid</option><option>senior</option></select></label>
    <label>Kind <select name="kind"><option value="">any</option></select></label>
  </div>
</form>
<p class="search-status" role="status"></p>
<div class="search-results" id="search-results"></div>
<p class="search-help" aria-hidden="true"><kbd>↑</kbd> <kbd>↓</kbd> to move, <kbd>Enter</kbd> to open, <kbd>Esc</kbd> to close</p>
`;
