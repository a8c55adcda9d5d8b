"""What people fill in to come in and to say who they are."""

from __future__ import annotations

from typing import Any, cast

from allauth.account import forms as allauth
from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from . import letters
from .models import Team, User
from .zones import placed_zones

PASSWORD_HINT = " ".join(password_validators_help_texts())


def _plain(form: forms.Form, **labels: str) -> None:
    """Our labels, and no placeholders in their place."""
    for name, label in labels.items():
        form.fields[name].label = label
        form.fields[name].widget.attrs.pop("placeholder", None)


class SignInForm(allauth.LoginForm):
    """The address and the password."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        _plain(self, login="E-mail address", password="Password")
        self.fields["login"].widget.attrs |= {"autocomplete": "username", "autofocus": True}
        self.fields["password"].help_text = ""


class ResetForm(allauth.ResetPasswordForm):
    """The address to which a link for a new password goes."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        _plain(self, email="E-mail address")

    def clean_email(self) -> str:
        """Nothing is looked up before the answer, so that it takes the same time for every address."""
        return self.cleaned_data["email"]

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        letters.later(self._mail, request)
        return self.cleaned_data["email"]

    def _mail(self, request: HttpRequest) -> None:
        allauth.ResetPasswordForm.clean_email(self)
        if self.users and letters.may_mail_reset(self.users[0]):
            allauth.ResetPasswordForm.save(self, request)


class ChangePasswordForm(allauth.ChangePasswordForm):
    """From the old password to a new one."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        _plain(self, oldpassword="Current password", password1="New password", password2="New password again")
        self.fields["oldpassword"].help_text = ""
        self.fields["password1"].help_text = PASSWORD_HINT


class SetPasswordForm(allauth.SetPasswordForm):
    """A first password, for somebody who came by a link."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        _plain(self, password1="New password", password2="New password again")
        self.fields["password1"].help_text = PASSWORD_HINT


class ResetKeyForm(allauth.ResetPasswordKeyForm):
    """The new password, behind the mailed link."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        _plain(self, password1="New password", password2="New password again")
        self.fields["password1"].help_text = PASSWORD_HINT


class AskLinkForm(forms.Form):
    """The address to which a sign-in link goes; the field has the name that it has on the sign-in page."""

    login = forms.EmailField(label="E-mail address", max_length=254)


class ZoneField(forms.CharField):
    """An IANA zone: typed or chosen from the list that the page gives."""

    def __init__(self, **kwargs: Any):
        kwargs.setdefault("label", "Time zone")
        kwargs.setdefault("help_text", "Type a city or a region, such as Europe/Amsterdam.")
        super().__init__(max_length=60, **kwargs)
        self.widget.attrs |= {"list": "zones", "autocomplete": "off"}

    def clean(self, value: Any) -> str:
        """The zone as IANA writes it, whatever the case in which it was typed."""
        typed = super().clean(value).strip().replace(" ", "_")
        known = {name.lower(): name for name in placed_zones()}
        if typed.lower() not in known:
            raise ValidationError("Choose a zone from the list, such as Europe/Amsterdam or UTC.")
        return known[typed.lower()]


class ProfileForm(forms.Form):
    """What a person says about herself."""

    name = forms.CharField(label="Name", max_length=120)
    time_zone = ZoneField()


class AcceptForm(forms.Form):
    """What somebody who was invited fills in."""

    name = forms.CharField(
        label="Your name", max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    password = forms.CharField(
        label="Password",
        required=False,
        strip=False,
        help_text="You may leave it empty and have a link mailed to you whenever you sign in. "
        + PASSWORD_HINT,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.email = email

    def clean_password(self) -> str:
        password = self.cleaned_data["password"]
        if password:
            validate_password(password, User(email=self.email, name=self.cleaned_data.get("name", "")))
        return password


class InviteForm(forms.Form):
    """An address, and what its person will be here."""

    email = forms.EmailField(label="E-mail address", max_length=254)
    role = forms.ChoiceField(label="Role", choices=User.Role, initial=User.Role.MEMBER)
    team = forms.ModelChoiceField(Team.objects.all(), label="Team", required=False, empty_label="No team yet")

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].lower()
        if User.objects.filter(email__iexact=email).exists():
            raise ValidationError(f"{email} has an account here already.")
        return email


class RoleForm(forms.Form):
    """Another role for somebody."""

    role = forms.ChoiceField(label="Role", choices=User.Role)


class TeamForm(forms.Form):
    """The name of a team."""

    name = forms.CharField(label="Name", max_length=80)


class MemberForm(forms.Form):
    """Somebody to take into a team."""

    user = forms.ModelChoiceField(User.objects.none(), label="Person", empty_label="Choose a person")

    def __init__(self, *args: Any, team: Team, **kwargs: Any):
        super().__init__(*args, **kwargs)
        people = cast(forms.ModelChoiceField, self.fields["user"])
        people.queryset = User.objects.active().exclude(memberships__team=team)
