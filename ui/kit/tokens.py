"""The colours of the three looks, as named values (STYLE 1).

Promises: one unchanging :class:`Tokens` per look; :func:`contrast` follows the WCAG
formula, and a test holds every text colour to its ground.  Imports no Qt.
"""

from typing import Literal, NamedTuple

Tone = Literal["good", "watch", "bad", "info", "mute", "teach", "learn"]


class Tokens(NamedTuple):
    """Colours as ``#rrggbb``; the names are those of STYLE 1."""

    look: Literal["light", "dark", "contrast"]
    bg: str
    surface: str
    sunken: str
    ink: str
    ink2: str
    line: str
    row: str
    ctl: str
    primary: str
    on: str
    link: str
    sel: str
    sel_ink: str
    sel_ink2: str
    tint: str
    tint_ink: str
    learnbg: str
    learn: str
    nav: str
    nav_on: str
    nav_text: str
    nav_text2: str
    nav_on_text: str
    nav_line: str
    accent: str
    good: str
    good_bg: str
    watch: str
    watch_bg: str
    bad: str
    bad_bg: str
    info: str
    info_bg: str
    mute: str
    mute_bg: str
    level: str
    level_ink: str

    @property
    def edged(self) -> bool:
        """Whether meaning is drawn with edges instead of grounds (high contrast)."""
        return self.look == "contrast"

    def tone(self, tone: Tone) -> tuple[str, str]:
        """Text and ground of a *tone*."""
        return {
            "good": (self.good, self.good_bg),
            "watch": (self.watch, self.watch_bg),
            "bad": (self.bad, self.bad_bg),
            "info": (self.info, self.info_bg),
            "mute": (self.mute, self.mute_bg),
            "teach": (self.tint_ink, self.tint),
            "learn": (self.learn, self.learnbg),
        }[tone]


LIGHT = Tokens(
    look="light",
    bg="#F5F3EE",
    surface="#FFFFFF",
    sunken="#FAF8F4",
    ink="#14272B",
    ink2="#4A5C60",
    line="#DDD8CD",
    row="#EBE7DE",
    ctl="#7A8281",
    primary="#0E5F66",
    on="#FFFFFF",
    link="#0B5A61",
    sel="#D5E8E7",
    sel_ink="#14272B",
    sel_ink2="#4A5C60",
    tint="#E2EFEE",
    tint_ink="#0B5A61",
    learnbg="#FDEFE0",
    learn="#8A4412",
    nav="#12353C",
    nav_on="#21505A",
    nav_text="#FFFFFF",
    nav_text2="#B9D0D1",
    nav_on_text="#FFFFFF",
    nav_line="#2B555D",
    accent="#F4AA62",
    good="#17643F",
    good_bg="#E1F1E7",
    watch="#7A4A00",
    watch_bg="#FCEBC6",
    bad="#9C261E",
    bad_bg="#FBE3DF",
    info="#1D5585",
    info_bg="#E2EDF6",
    mute="#4A5C60",
    mute_bg="#EDEAE3",
    level="#BFDDDB",
    level_ink="#0A3A3F",
)

DARK = Tokens(
    look="dark",
    bg="#121B1E",
    surface="#1A2629",
    sunken="#162124",
    ink="#EAF0EF",
    ink2="#AABBBD",
    line="#31434A",
    row="#26363B",
    ctl="#7C9196",
    primary="#5CC4BE",
    on="#06211F",
    link="#77D2CC",
    sel="#23484C",
    sel_ink="#EAF0EF",
    sel_ink2="#AABBBD",
    tint="#1C3B3E",
    tint_ink="#77D2CC",
    learnbg="#3B2A1C",
    learn="#F2B98A",
    nav="#0D1518",
    nav_on="#1D3A40",
    nav_text="#FFFFFF",
    nav_text2="#A9BFC1",
    nav_on_text="#FFFFFF",
    nav_line="#24343A",
    accent="#F4AA62",
    good="#86D7AA",
    good_bg="#183729",
    watch="#F2C76E",
    watch_bg="#3B2F12",
    bad="#F7A79C",
    bad_bg="#44231F",
    info="#9ACBF1",
    info_bg="#1B3347",
    mute="#B4C3C5",
    mute_bg="#27363B",
    level="#2C5558",
    level_ink="#EAF0EF",
)


class SystemColours(NamedTuple):
    """What the system's high-contrast palette offers, as ``#rrggbb``."""

    window: str = "#000000"
    base: str = "#000000"
    text: str = "#FFFFFF"
    grey: str = "#7F7F7F"
    highlight: str = "#1AEBFF"
    highlighted_text: str = "#000000"
    link: str = "#FFFF00"


def high_contrast(system: SystemColours) -> Tokens:
    """The look of the system's own high-contrast colours: edges carry what grounds do elsewhere."""
    text, base = system.text, system.base
    return Tokens(
        look="contrast",
        bg=system.window,
        surface=base,
        sunken=base,
        ink=text,
        ink2=text,
        line=text,
        row=system.grey,
        ctl=text,
        primary=system.highlight,
        on=system.highlighted_text,
        link=system.link,
        sel=system.highlight,
        sel_ink=system.highlighted_text,
        sel_ink2=system.highlighted_text,
        tint=base,
        tint_ink=text,
        learnbg=base,
        learn=text,
        nav=system.window,
        nav_on=system.highlight,
        nav_text=text,
        nav_text2=text,
        nav_on_text=system.highlighted_text,
        nav_line=text,
        accent=system.highlight,
        good=text,
        good_bg=base,
        watch=text,
        watch_bg=base,
        bad=text,
        bad_bg=base,
        info=text,
        info_bg=base,
        mute=text,
        mute_bg=base,
        level=base,
        level_ink=text,
    )


def luminance(colour: str) -> float:
    """Relative luminance of ``#rrggbb`` (WCAG 2.2)."""

    def channel(value: int) -> float:
        part = value / 255
        return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)

    red, green, blue = (channel(int(colour[i : i + 2], 16)) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
