"""Larkspur, which delivers groceries in five cities: its people, teams and services. Pure data."""

from __future__ import annotations

from typing import NamedTuple


class Colleague(NamedTuple):
    """Somebody at Larkspur, by the name that the stories use."""

    name: str
    role: str
    teams: tuple[str, ...]
    zone: str
    here: bool = True


DOMAIN = "larkspur.example"
#: Who signs in first; an administrator.
FIRST = "amara"
TEAMS = {"payments": "Payments", "platform": "Platform"}
PEOPLE = {
    "amara": Colleague("Amara Diallo", "admin", ("platform",), "Africa/Dakar"),
    "ines": Colleague("Ines Carvalho", "member", ("platform",), "Europe/Lisbon"),
    "kenji": Colleague("Kenji Mori", "member", ("platform",), "Asia/Tokyo"),
    "jonas": Colleague("Jonas Lindqvist", "member", ("platform",), "Europe/Stockholm"),
    "ben": Colleague("Ben Okafor", "member", ("payments",), "Europe/London"),
    "priya": Colleague("Priya Raman", "member", ("payments",), "Asia/Kolkata"),
    "tomasz": Colleague("Tomasz Wrona", "admin", ("payments",), "Europe/Warsaw"),
    "ruth": Colleague("Ruth Feldman", "member", ("payments", "platform"), "America/New_York"),
    "gus": Colleague("Gus Brandt", "guest", (), "Europe/Berlin"),
    "dana": Colleague("Dana Vogel", "member", ("platform",), "Europe/Berlin", here=False),
}
#: Short name → name, what it does, whose it is.
SERVICES = {
    "checkout": ("Checkout", "Baskets, slots and the way to the payment.", "payments"),
    "payment-gateway": ("Payment gateway", "Talks to the acquirers and the banks.", "payments"),
    "billing": ("Billing", "Invoices, refunds, payouts and statements.", "payments"),
    "identity": ("Identity", "Accounts, sign-in codes, sessions.", "payments"),
    "mailer": ("Mailer", "Confirmations, receipts and newsletters.", "payments"),
    "order-queue": ("Order queue", "Takes orders from the shop to the warehouses.", "platform"),
    "warehouse": ("Warehouse", "Pick lists and labels.", "platform"),
    "courier-app": ("Courier app", "Tours and routes on the couriers' phones.", "platform"),
    "search": ("Search", "Products, prices and addresses.", "platform"),
    "edge": ("Edge", "Names, load balancers and caches in front of everything.", "platform"),
    "deploys": ("Deploys", "Building, keeping and rolling out what runs.", "platform"),
}


def address(first: str) -> str:
    """The e-mail address of somebody at Larkspur."""
    return f"{first}@{DOMAIN}"
