"""What axe finds on a page, and no more of its answer than that."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

#: What depends on the colours of a page, and on nothing else.
COLOURS = ["color-contrast", "link-in-text-block"]


def findings(page: Page, *rules: str) -> list[str]:
    """A line each, of all rules that axe has, or of these, which may be names of rules or of sets of them."""
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(Axe().axe_script)
    asked = {"resultTypes": ["violations"], **({"runOnly": list(rules)} if rules else {})}
    found = page.evaluate("asked => axe.run(asked).then((told) => told.violations)", asked)
    return [
        f"{rule['id']}: {node['target']} {node['failureSummary'][:160]}"
        for rule in found
        for node in rule["nodes"][:3]
    ]
