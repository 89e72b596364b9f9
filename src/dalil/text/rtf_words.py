"""RTF's vocabulary: characters with a name, groups that hold no text, code pages of fonts.

Rich Text Format Specification 1.9.1. Unknown groups that are marked as ignorable hold no text.
"""

from __future__ import annotations

SIGNS = {
    "tab": "\t", "line": "\n", "lbr": "\n", "emdash": "\u2014", "endash": "\u2013",
    "emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005", "bullet": "\u2022",
    "lquote": "\u2018", "rquote": "\u2019", "ldblquote": "\u201c", "rdblquote": "\u201d",
    "zwj": "\u200d", "zwnj": "\u200c", "nestcell": "\t",
}  # fmt: skip
"""Control words that stand for characters."""
SYMBOLS = {"~": "\xa0", "_": "\u2011", "-": "\u00ad", "{": "{", "}": "}", "\\": "\\", "\t": "\t"}
"""Control symbols that stand for characters."""
SILENT = frozenset({
    "fonttbl", "colortbl", "stylesheet", "pict", "objdata", "fldinst", "datafield", "nonshppict",
    "shprslt", "sp", "sn", "sv", "themedata", "colorschememapping", "datastore", "listtable",
    "listoverridetable", "listpicture", "rsidtbl", "revtbl", "generator", "xmlnstbl", "latentstyles",
    "filetbl", "mmathPr", "tc", "tcn", "xe", "rxe", "txe", "bkmkstart", "bkmkend", "atrfstart", "atrfend",
    "atnid", "atnauthor", "atntime", "atndate", "atnref", "atnparent", "atnicn", "info", "background",
    "ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "pgptbl", "nesttableprops", "upr",
    "docvar", "userprops", "falt", "panose", "fontemb", "fontfile", "pnseclvl", "oldcprops", "oldpprops",
    "oldtprops", "oldsprops", "private", "protusertbl", "template", "password", "passwordhash",
    "objclass", "objname", "objalias", "objsect", "blipuid", "bliptag", "picprop", "hl", "hlfr", "hlloc",
    "hlsrc", "listname", "liststylename", "nonesttables", "mhtmltag", "annotation", "defchp", "defpap",
    "do", "wgrffmtfilter", "factoidname", "xmlopen", "xmlclose", "formfield", "ffname", "ffdeftext",
})  # fmt: skip
"""Groups whose text is no text of the document."""
OPEN = frozenset({"shpinst", "shptxt", "shpgrp", "ud", "pntext", "listtext", "htmltag"})
"""Groups that are marked as ignorable and hold text all the same."""
EDGES = frozenset({
    "header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf",
})  # fmt: skip
CHARSETS = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk", 136: "cp950",
    161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257",
    204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
"""Code page by the character set of a font; 1 (default) and 2 (symbols) name none."""
CODE_PAGES = {
    65001: "utf-8",
    10000: "mac_roman",
    10007: "mac_cyrillic",
    708: "iso8859_6",
    936: "gbk",
}
ENCODINGS = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850", "ansi": "cp1252"}
