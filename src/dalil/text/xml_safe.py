"""One way to parse XML of strangers: no document type, no entities, no network, bounded depth.

Every reader of XML in this room should come through here. It does not validate against a schema.
"""

from __future__ import annotations

from dalil.errors import Unreadable
from dalil.text.vendor_types import Element


def parse_xml(content: bytes, what: str) -> Element:
    """The root element.

    Args:
        content: The bytes of the XML file.
        what: What it is, for the words of a refusal, such as ``The judgment``.

    Raises:
        Unreadable: ``corrupt``: it is not well-formed, nested too deeply, or declares a type.
    """
    from lxml import etree

    # libxml2 without huge_tree stops at a depth of 256 elements and at 10 MB in one text node.
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        cut = "Premature end" in str(error) or not content.rstrip().endswith(b">")
        code = "truncated" if cut else "corrupt"
        raise Unreadable(f"{what} is not well-formed XML: {error}.", reason_code=code) from error
    if root.getroottree().docinfo.doctype:
        raise Unreadable(
            f"{what} declares a document type (DTD), which is not followed.",
            "It may be an attack by entities; look at it by hand.",
            reason_code="corrupt",
        )
    return root
